import Foundation
import Testing

/// A process with its streams: both outputs go to files, so that neither can fill up and block it.
final class RunningProgram {
  private let process = Process()
  private let streams: ScratchFolder
  private let ended = DispatchSemaphore(value: 0)
  private let inputPipe: Pipe?

  /// Far more than any run takes, so that a run that hangs fails and doesn't stop all tests.
  private static let timeLimit = 120.0

  /// - Parameter input: standard input; with `nil` it stays open for ``write(_:)``.
  init(
    _ path: String, _ arguments: [String], input: Data?, environment: [String: String],
    folder: String?
  ) throws {
    streams = try ScratchFolder()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try streams.write("", "output")))
    let errors = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try streams.write("", "errors")))
    process.standardOutput = output
    process.standardError = errors
    // Foundation keeps a process' handles open for good; with thousands of them, starting the next
    // process crashes at times.
    var handles = [output, errors]
    defer { for handle in handles { try? handle.close() } }
    if let input {
      inputPipe = nil
      let text = try FileHandle(
        forReadingFrom: URL(fileURLWithPath: try streams.write(input, "input")))
      process.standardInput = text
      handles.append(text)
    } else {
      inputPipe = Pipe()
      process.standardInput = inputPipe
    }
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
  }

  func write(_ text: String) throws {
    try inputPipe?.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  func closeInput() throws { try inputPipe?.fileHandleForWriting.close() }

  func interrupt() { send(SIGINT) }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until standard output has so many lines, and gives what it has.
  func output(lines count: Int) throws -> String {
    try wait("output") { $0.filter { $0 == "\n" }.count >= count }
  }

  /// Waits until standard error holds a text.
  func waitForMessage(_ text: String) throws { _ = try wait("errors") { $0.contains(text) } }

  private func wait(_ stream: String, until isThere: (String) -> Bool) throws -> String {
    let end = Date(timeIntervalSinceNow: Self.timeLimit)
    while Date() < end {
      let text = try streams.text(stream)
      if isThere(text) { return text }
      try #require(process.isRunning || isThere(try streams.text(stream)), "it ended: \(text)")
      usleep(2_000)
    }
    Issue.record("not on \(stream) within \(Self.timeLimit) s")
    return try streams.text(stream)
  }

  /// Waits for the end.
  func finish() throws -> Outcome {
    if ended.wait(timeout: .now() + Self.timeLimit) == .timedOut {
      Issue.record("no end within \(Self.timeLimit) s: \(process.arguments ?? [])")
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    let wasSignalled = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: wasSignalled ? nil : process.terminationStatus,
      signal: wasSignalled ? process.terminationStatus : nil,
      outputData: try streams.data("output"), errors: try streams.text("errors"))
  }
}
