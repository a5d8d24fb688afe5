import SentimentPlatform
import Synchronization

/// Standard error: lines that stay and, on a terminal, at its end one that changes. Nothing can be
/// done about its own errors.
enum StandardError {
  private struct ChangingLine {
    var step = ""
    var lastShown: ContinuousClock.Instant?
    var isShown = false
  }

  private static let changingLine = Mutex(ChangingLine())

  /// A person can't read faster.
  private static let interval = Duration.milliseconds(100)
  /// Returns to the start of the line and empties it.
  private static let clear = "\r\u{1B}[K"

  /// Writes lines that stay, in place of the changing one.
  static func write(_ text: String) {
    changingLine.withLock { line in
      put((line.isShown ? clear : "") + text)
      line = ChangingLine()
    }
  }

  /// Shows a text in place of the last one, where a person looks, and not too often unless another
  /// step begins; as much of it as the line holds.
  static func show(_ text: @autoclosure () -> String, of step: String) {
    guard Terminal.error.canChangeLines else { return }
    let now = ContinuousClock.now
    changingLine.withLock { line in
      if let last = line.lastShown, now - last < interval, line.step == step { return }
      put(clear + text().cut(to: Terminal.error.columns - 1))
      line = ChangingLine(step: step, lastShown: now, isShown: true)
    }
  }

  /// Removes the changing line.
  static func clearLine() { write("") }

  private static func put(_ text: String) {
    var text = text
    _ = text.withUTF8 { SentimentPlatform.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
