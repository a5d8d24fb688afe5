import Foundation
import Testing

/// The built program, run as a person would run it.
enum Program {
  /// Where the build put it: beside the tests.
  static let path = path(of: "sentiment")

  private static func path(of name: String) -> String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
    return tests.deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - input: what stands on standard input.
  ///   - environment: what is added to the test's own environment.
  ///   - folder: the working folder.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
    in folder: String? = nil
  ) throws -> Outcome {
    try RunningProgram(
      path, arguments, input: input, environment: environment, folder: folder
    ).finish()
  }

  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    in folder: String? = nil
  ) throws -> Outcome {
    try run(arguments, input: Data(input.utf8), environment: environment, in: folder)
  }

  /// Runs `few-shot`, which measures what the program makes of few labels.
  static func measure(_ arguments: String...) throws -> Outcome {
    try RunningProgram(
      path(of: "few-shot"), arguments, input: Data(), environment: [:], folder: nil
    ).finish()
  }

  /// Runs a line of the shell, in which `$PROGRAM` is the program.
  static func shell(_ line: String, in folder: String? = nil) throws -> Outcome {
    try RunningProgram(
      "/bin/sh", ["-c", line], input: Data(), environment: ["PROGRAM": path], folder: folder
    ).finish()
  }

  /// Starts the program, to talk with it while it runs.
  ///
  /// `swift test` ignores SIGINT, and what it starts inherits that; a person's shell doesn't.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> RunningProgram {
    try RunningProgram(
      "/usr/bin/env", ["--default-signal=INT", path] + arguments, input: nil,
      environment: environment, folder: folder)
  }

  static func start(_ arguments: String..., in folder: String? = nil) throws -> RunningProgram {
    try start(arguments, in: folder)
  }
}
