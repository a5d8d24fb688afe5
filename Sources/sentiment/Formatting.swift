import Glibc
import TextProcessing

extension Double {
  /// The number with a fixed number of decimals.
  func fixed(_ decimals: Int) -> String {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      withVaList([Int32(decimals), self]) {
        _ = vsnprintf(buffer.baseAddress!, buffer.count, "%.*f", $0)
      }
      return String(cString: buffer.baseAddress!)
    }
    return text
  }

  /// The number with its sign and a fixed number of decimals.
  func signed(_ decimals: Int) -> String { (self < 0 ? "−" : "+") + magnitude.fixed(decimals) }

  /// The share as per cent, `98.5 %`.
  func percent(_ decimals: Int = 1) -> String { (self * 100).fixed(decimals) + " %" }
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
}

extension String {
  /// Its beginning on one line, at most a hundred characters.
  var excerpt: String {
    let line = onOneLine
    return line.count > 100 ? line.prefix(100) + "…" : line
  }

  /// Filled up with spaces on the right.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  /// Filled up with spaces on the left.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }
}
