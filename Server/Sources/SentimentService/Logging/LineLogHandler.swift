import Logging
import SentimentPlatform
import Synchronization

/// A log on standard error, a line an event: time, level, message and `key=value`s. Lines below a
/// warning are written within 20 ms.
public struct LineLogHandler: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level

  public init(logLevel: Logger.Level) { self.logLevel = logLevel }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var line = Self.now
    line.append(" ")
    line.append(event.level.rawValue)
    line.append(" ")
    line.append(event.message.description)
    var all = event.metadata ?? [:]
    if !metadata.isEmpty { all.merge(metadata) { own, _ in own } }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line.append(" ")
      line.append(key == "hb.request.id" ? "id" : key)
      line.append("=")
      if case .string(let text) = value { line.append(text) } else { line.append("\(value)") }
    }
    line.append("\n")
    LogSink.standardError.add(line, isUrgent: event.level >= .warning)
  }

  /// Writes the lines that wait.
  public static func flush() { LogSink.standardError.flush() }

  /// The last second as text: there are thousands of lines in one.
  private static let second = Mutex((time: time_t(-1), text: ""))

  /// In UTC, as ISO 8601 has it.
  private static var now: String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var text = second.withLock { second in
      if second.time != time.tv_sec { second = (time.tv_sec, stamp(of: time.tv_sec)) }
      return second.text
    }
    let milliseconds = time.tv_nsec / 1_000_000
    text.append(milliseconds < 10 ? ".00" : milliseconds < 100 ? ".0" : ".")
    text.append(String(milliseconds))
    text.append("Z")
    return text
  }

  private static func stamp(of second: time_t) -> String {
    var (second, parts) = (second, tm())
    gmtime_r(&second, &parts)
    func digits(_ number: Int32, _ count: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let day =
      "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    return "\(day)T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))"
  }
}
