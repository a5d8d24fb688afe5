import ArgumentParser
import SentimentTextProcessing

/// A command that this program was built without; it takes any arguments, and says where it can be had.
protocol AbsentCommand: ParsableCommand {
  var arguments: [String] { get }
}

extension AbsentCommand {
  static func absent(_ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      abstract: abstract,
      discussion:
        "This program was built without the server; scripts/serve builds the one that has it.")
  }

  /// - Throws: always, `FileError`.
  func run() throws {
    throw FileError(
      .missing, file: CommandName.of(Self.self),
      problem: "this program was built without the server",
      remedy: "scripts/serve builds the one that has it, and the packages hold it")
  }
}

struct Serve: AbsentCommand {
  static let configuration: CommandConfiguration = absent(
    "Serve a page and an API on this machine, for people who label, train and classify together.")

  @Argument(parsing: .captureForPassthrough, help: "The server's options.")
  var arguments: [String] = []
}

struct Backup: AbsentCommand {
  static let configuration: CommandConfiguration = absent(
    "Write a server's data into one file, also while it runs.")

  @Argument(parsing: .captureForPassthrough, help: "The server's options.")
  var arguments: [String] = []
}

struct Restore: AbsentCommand {
  static let configuration: CommandConfiguration = absent(
    "Make a server's data folder of a file that backup wrote.")

  @Argument(parsing: .captureForPassthrough, help: "The server's options.")
  var arguments: [String] = []
}
