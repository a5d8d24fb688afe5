import ArgumentParser

/// What a command's random numbers begin with.
struct SeedOption: ParsableArguments {
  @Option(
    name: .customLong("seed"),
    help: "Seed of the random generator; the same seed gives the same result.")
  var value: UInt64 = 1
}
