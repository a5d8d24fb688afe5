import Synchronization

/// What a command tells beside its result, on standard error: a line for each step that is done, in
/// between how far the step is, and, with `--verbose`, by what settings and in what time.
final class Messages: Sendable {
  /// How much is told.
  enum Level {
    /// Warnings alone.
    case quiet
    case normal
    /// Settings, sources and times too.
    case verbose
  }

  private let level: Level
  private let start = ContinuousClock.now
  private let stepStart = Mutex(ContinuousClock.now)

  init(_ level: Level) { self.level = level }

  /// Seconds since the command began.
  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Seconds since the step began: it follows on the one before.
  var stepSeconds: Double { stepStart.withLock { (ContinuousClock.now - $0) / .seconds(1) } }

  var isVerbose: Bool { level == .verbose }

  /// Shows how far a step is, on a terminal.
  ///
  /// - Parameters:
  ///   - text: what is done, such as `1,000 texts`.
  ///   - share: how much of the step that is, where it is known; the time left follows from it.
  ///   - earlier: the share that was done by an earlier run.
  func progress(
    _ step: String, _ text: @autoclosure () -> String, share: Double? = nil, earlier: Double = 0
  ) {
    guard level != .quiet else { return }
    StandardError.show(Self.line(step, text()) + rest(share, earlier), of: step)
  }

  /// Ends a step with a line that stays.
  func step(_ name: String, _ text: String) {
    let seconds = stepSeconds
    stepStart.withLock { $0 = .now }
    guard level != .quiet else { return }
    let time = isVerbose ? " (\(seconds.fixed(seconds < 1 ? 3 : 1)) s)" : ""
    StandardError.write("\(Self.line(name, text))\(time)\n")
  }

  /// Tells of a part of a step that goes on, by a line that stays.
  func milestone(_ name: String, _ text: String) { say(Self.line(name, text)) }

  /// A line that belongs to no step.
  func say(_ text: String) {
    guard level != .quiet else { return }
    StandardError.write("\(text)\n")
  }

  /// Adds to the step that has just been ended.
  func note(_ text: String) {
    guard level != .quiet else { return }
    StandardError.write("\(Self.line("", text))\n")
  }

  /// Tells what only those want to know who ask for it.
  func detail(_ name: String, _ text: @autoclosure () throws -> String) rethrows {
    guard isVerbose else { return }
    StandardError.write("\(Terminal.error.dim(Self.line(name, try text())))\n")
  }

  /// Says what may have to be mended; always.
  func warning(_ text: String) { urgent("warning: \(text)") }

  /// A line that is told always.
  func urgent(_ text: String) { StandardError.write("\(text)\n") }

  /// How many a second of what the step has done, such as `1,234 texts/s`.
  func rate(_ count: Int, _ unit: String) -> String {
    "\(Int(Double(count) / max(stepSeconds, Self.shortestTime)).grouped) \(unit)/s"
  }

  /// The same in millions, such as `12.3 MB/s`.
  func rate(millions count: Int, _ unit: String, decimals: Int) -> String {
    "\((Double(count) / max(stepSeconds, Self.shortestTime) / 1e6).fixed(decimals)) \(unit)/s"
  }

  /// In less time nothing can be said of a rate.
  private static let shortestTime = 1e-3

  private static func line(_ name: String, _ text: String) -> String {
    "\(name.padded(to: 9)) \(text)"
  }

  /// Share done and time left, the latter as `m:ss`.
  private func rest(_ share: Double?, _ earlier: Double) -> String {
    guard let share else { return "" }
    let done = ", \(min(share, 1).percent(0))"
    guard share > earlier else { return done }
    let left = Int((stepSeconds * (1 - min(share, 1)) / (share - earlier)).rounded(.up))
    let seconds = left % 60
    return "\(done), \(left / 60):\(seconds < 10 ? "0" : "")\(seconds) left"
  }
}
