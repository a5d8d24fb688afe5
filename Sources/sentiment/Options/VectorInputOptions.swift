import ArgumentParser

/// The options of commands that read word vectors alone.
struct VectorInputOptions: ParsableArguments {
  @Flag(
    help: """
      Leave out rows that can't be read and say how many, and read all rows whatever number of words \
      the first line says, instead of stopping.
      """)
  var skipBadLines = false
}
