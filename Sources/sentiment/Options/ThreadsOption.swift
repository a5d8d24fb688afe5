import ArgumentParser
import SentimentTextProcessing

/// How many threads a command works with.
struct ThreadsOption: ParsableArguments {
  @Option(
    name: .letter("j", "threads"),
    help: """
      Threads to work with; by default as many as there are processors. \
      (default: \(ProcessorCount.available))
      """)
  var given: Int?

  var count: Int { given ?? ProcessorCount.available }

  func validate() throws { try SettingRange<Int>.threads.validate(given, "--threads") }
}
