import SentimentPlatform
import SentimentTextProcessing

extension Double {
  /// The number with a fixed number of decimals, rounded as `printf` does.
  func fixed(_ decimals: Int) -> String {
    var text: [UInt8] = []
    appendFixed(decimals, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The number with its sign and a fixed number of decimals.
  func signed(_ decimals: Int) -> String { (self < 0 ? "−" : "+") + magnitude.fixed(decimals) }

  /// The fraction as per cent, `98.5 %`.
  func percent(_ decimals: Int = 1) -> String { (self * 100).fixed(decimals) + " %" }
}

extension ClosedRange<Double> {
  func percent(_ decimals: Int = 1) -> String {
    "\(lowerBound.percent(decimals)) to \(upperBound.percent(decimals))"
  }
}

extension Int {
  /// With a comma between groups of three digits.
  var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// The number with the name of what is counted, such as `1 text` and `2,000 texts`.
  ///
  /// - Parameter plural: the name of several, where it isn't the name of one with an s.
  func counted(_ name: String, plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? name : plural ?? name + "s")"
  }
}

extension String {
  /// Its beginning on one line, at most a hundred characters.
  var excerpt: String {
    let line = onOneLine
    return line.count > 100 ? line.prefix(100) + "…" : line
  }

  /// Filled up with spaces on the right, to so many columns of a terminal.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columnCount))
  }

  /// Filled up with spaces on the left, to so many columns of a terminal.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - columnCount)) + self
  }

  /// As much of its beginning as so many columns of a terminal hold.
  func cut(to width: Int) -> String {
    guard columnCount > width else { return self }
    var (end, room) = (startIndex, width)
    while end < endIndex, String(self[end]).columnCount <= room {
      room -= String(self[end]).columnCount
      end = index(after: end)
    }
    return String(self[..<end])
  }
}
