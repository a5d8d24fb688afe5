import ArgumentParser

/// How much a command tells on standard error.
struct MessageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print only warnings and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also print settings, sources and the time of each step.")
  var verbose = false

  func validate() throws {
    guard !quiet || !verbose else { throw ValidationError("Give --quiet or --verbose, not both.") }
  }

  func makeMessages() -> Messages { Messages(quiet ? .quiet : verbose ? .verbose : .normal) }
}
