import ArgumentParser

/// How much a command tells on standard error.
struct MessageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Tell nothing but warnings and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell settings, sources and the time of each step too.")
  var verbose = false

  func validate() throws {
    guard !quiet || !verbose else { throw ValidationError("Give --quiet or --verbose, not both.") }
  }

  func makeMessages() -> Messages { Messages(quiet ? .quiet : verbose ? .verbose : .normal) }
}
