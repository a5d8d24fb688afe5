import SentimentPlatform

/// Reads decimal numbers as the nearest `Float`.
enum DecimalNumber {
  /// Longer numbers are taken for damage; the longest that a `Float` is written with has 60 digits.
  private static let longest = 127
  /// Powers of ten that a `Double` holds exactly.
  private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0.1) * 10)
  }
  private static let exactIntegers: UInt64 = 1 << 53
  /// The bits that a `Double` has more than a `Float`, and the middle between two floats in them.
  private static let extraBits: UInt64 = (1 << 29) - 1
  private static let middle: UInt64 = 1 << 28

  /// - Returns: `nil` when the text is no number, or too large for a `Float`.
  static func float(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Float? {
    quick(text) ?? careful(text)
  }

  /// Digits and a power of ten that are both exact as `Double` give the nearest `Double` by one
  /// operation (Clinger 1990, "How to Read Floating Point Numbers Accurately"); rounding that to
  /// `Float` gives the nearest `Float` unless it lies next to the middle of two.
  private static func quick(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Float? {
    var position = text.startIndex
    let end = text.endIndex
    guard position < end, text.count <= longest else { return nil }
    let isNegative = text[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var digits: UInt64 = 0
    var exponent = 0
    var digitCount = 0
    var isFraction = false
    while position < end {
      let byte = text[position]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if byte &- UInt8(ascii: "0") < 10 {
        guard digits < exactIntegers / 16 else { return nil }
        digits = digits * 10 + UInt64(byte &- UInt8(ascii: "0"))
        digitCount += 1
        if isFraction { exponent -= 1 }
      } else {
        break
      }
      position += 1
    }
    guard digitCount > 0 else { return nil }
    if position < end {
      guard text[position] | 0x20 == UInt8(ascii: "e") else { return nil }
      guard let power = Int(String(decoding: text[(position + 1)...], as: UTF8.self)),
        abs(power) < 100
      else { return nil }
      exponent += power
    }
    guard abs(exponent) < powers.count else { return nil }
    let value =
      exponent < 0 ? Double(digits) / powers[-exponent] : Double(digits) * powers[exponent]
    let extra = value.bitPattern & extraBits
    guard value == 0 || value >= Double(Float.leastNormalMagnitude),
      value < Double(Float.greatestFiniteMagnitude), extra < middle - 1 || extra > middle + 1
    else { return nil }
    return isNegative ? -Float(value) : Float(value)
  }

  private static func careful(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Float? {
    guard !text.isEmpty, text.count <= longest else { return nil }
    // The text has no zero byte after it, which the C library needs.
    let value: Float? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) {
      copy in
      for (index, byte) in text.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[text.count] = 0
      var end: UnsafeMutablePointer<CChar>?
      let value = strtof(copy.baseAddress!, &end)
      return end == copy.baseAddress! + text.count ? value : nil
    }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}
