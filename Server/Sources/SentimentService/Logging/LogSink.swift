import Dispatch
import SentimentPlatform
import Synchronization

/// Writes lines to standard error, many at a time: threads that each write their own wait for one
/// another, which takes longer than answering a request.
final class LogSink: Sendable {
  static let standardError = LogSink()

  private let lines = Mutex<[UInt8]>([])
  private let queue = DispatchQueue(label: "log")

  /// How long a line waits at most.
  private static let delay = DispatchTimeInterval.milliseconds(20)
  /// More bytes than these don't wait.
  private static let mostBytes = 64 << 10

  /// - Parameter isUrgent: whether the line and all before it are written before the call returns.
  func add(_ line: String, isUrgent: Bool) {
    let isFirst = lines.withLock { lines in
      let isFirst = lines.isEmpty
      lines.append(contentsOf: line.utf8)
      if isUrgent || lines.count > Self.mostBytes { Self.write(&lines) }
      return isFirst && !lines.isEmpty
    }
    if isFirst { queue.asyncAfter(deadline: .now() + Self.delay) { self.flush() } }
  }

  func flush() { lines.withLock { Self.write(&$0) } }

  /// What can't be written is gone: there is nowhere to say so.
  private static func write(_ lines: inout [UInt8]) {
    lines.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = SentimentPlatform.write(
          STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
    lines.removeAll(keepingCapacity: true)
  }
}
