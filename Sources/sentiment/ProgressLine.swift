import Synchronization

/// How far long work is: on a terminal one line that changes, elsewhere one line a step.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isShown = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// A person can't read faster.
  private static let interval = Duration.milliseconds(100)
  /// Returns to the start of the line and empties it.
  private static let clear = "\r\u{1B}[K"

  /// Seconds since the work began.
  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Shows the text in place of the last one, on a terminal and not too often.
  func update(_ text: @autoclosure () -> String) {
    guard Terminal.error.isInteractive else { return }
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      if let last = state.lastShown, now - last < Self.interval { return false }
      state.lastShown = now
      state.isShown = true
      return true
    }
    if isDue { StandardError.write(Self.clear + text()) }
  }

  /// Ends a step with a line that stays.
  func finish(_ text: String) {
    let wasShown = state.withLock { state in
      defer { state = State() }
      return state.isShown
    }
    StandardError.write((wasShown ? Self.clear : "") + text + "\n")
  }

  /// Time left as `m:ss`, from the share that is done.
  func timeLeft(fraction: Double) -> String {
    guard fraction > 0 else { return "" }
    let left = Int((seconds * (1 - fraction) / fraction).rounded(.up))
    return "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
  }
}
