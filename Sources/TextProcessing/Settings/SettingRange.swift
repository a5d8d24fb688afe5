/// The values that a setting takes, named once: for what checks the setting where it is used, and for
/// what asks a user for it.
package struct SettingRange<Value: Comparable & Sendable>: Sendable {
  private let lower: Value
  private let isLowerIncluded: Bool
  /// `nil`: there is no end.
  private let upper: Value?

  package init(_ values: ClosedRange<Value>) {
    (lower, isLowerIncluded, upper) = (values.lowerBound, true, values.upperBound)
  }

  package init(_ values: PartialRangeFrom<Value>) {
    (lower, isLowerIncluded, upper) = (values.lowerBound, true, nil)
  }

  package init(above lower: Value, upTo upper: Value) {
    (self.lower, isLowerIncluded, self.upper) = (lower, false, upper)
  }

  /// What isn't a number is in no range.
  package func contains(_ value: Value) -> Bool {
    (isLowerIncluded ? value >= lower : value > lower) && (upper.map { value <= $0 } ?? true)
  }

  /// - Parameter name: that of the property.
  /// - Throws: `FileError` that names the setting when it doesn't take the value.
  package func check(_ value: Value, _ name: String) throws(FileError) {
    guard contains(value) else {
      throw .invalidSetting(
        FileError.Setting(name), problem: "it is \(value)", remedy: "give \(self)")
    }
  }

  /// The same for a setting that may be left open.
  package func check(_ value: Value?, _ name: String) throws(FileError) {
    if let value { try check(value, name) }
  }
}

extension SettingRange: CustomStringConvertible {
  /// As people say it: "1 to 32", "more than 0, up to 1", "1 or more".
  package var description: String {
    guard let upper else { return "\(text(lower)) or more" }
    return isLowerIncluded
      ? "\(text(lower)) to \(text(upper))" : "more than \(text(lower)), up to \(text(upper))"
  }

  private func text(_ value: Value) -> String {
    guard let number = value as? Double, number == number.rounded(), abs(number) < 1e15 else {
      return "\(value)"
    }
    let digits = "\(Int(number))"
    let zeros = digits.reversed().prefix { $0 == "0" }.count
    return zeros >= 9 ? "\(digits.dropLast(zeros))e\(zeros)" : digits
  }
}

extension SettingRange<Int> {
  /// Threads to work with, wherever one can choose; no result depends on them.
  package static var threads: SettingRange { SettingRange(1...maximumThreads) }

  package static var maximumThreads: Int { 256 }
}
