import Foundation
import Testing

/// Runs the built program with a terminal behind its standard error, as a person has it.
enum PseudoTerminal {
  /// What came of a run.
  struct Outcome {
    let status: Int32
    /// All that the terminal got, byte for byte save that a line feed is one again.
    let screen: String

    /// What a person sees in the end: each line as it was last written.
    var lines: [String] {
      screen.split(separator: "\n").map { line in
        let shown = line.split(separator: "\u{1B}[K", omittingEmptySubsequences: false)
        return shown.last.map { String($0).replacing("\r", with: "") } ?? ""
      }
    }
  }

  // Linux's TIOCSPTLCK and TIOCGPTN (ioctl_tty(2)), which Glibc's module doesn't have.
  private static let unlockTerminal: UInt = 0x4004_5431
  private static let terminalNumber: UInt = 0x8004_5430

  /// - Parameters:
  ///   - columns: the width of the terminal.
  ///   - showsOutput: whether standard output is the terminal too.
  static func run(
    _ arguments: [String], columns: UInt16 = 100, environment: [String: String] = [:],
    showsOutput: Bool = false
  ) throws -> Outcome {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(master >= 0)
    var (isLocked, number) = (Int32(0), UInt32(0))
    try #require(ioctl(master, unlockTerminal, &isLocked) == 0)
    try #require(ioctl(master, terminalNumber, &number) == 0)
    let name = "/dev/pts/\(number)"
    let terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    // Whoever runs the tests may have none of a terminal's settings, or others.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TERM": "xterm", "NO_COLOR": ""]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: terminal)
    process.standardOutput =
      showsOutput ? FileHandle(fileDescriptor: terminal) : FileHandle.nullDevice
    try process.run()
    close(terminal)
    // The terminal ends when the last process closes it.
    var screen = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(master, &buffer, buffer.count), count > 0 {
      screen.append(contentsOf: buffer[..<count])
    }
    close(master)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      screen: String(decoding: screen, as: UTF8.self).replacing("\r\n", with: "\n"))
  }
}
