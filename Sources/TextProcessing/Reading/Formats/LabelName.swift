/// The one spelling of labels that look alike.
enum LabelName {
  /// The label without white space at its ends and without characters that nobody sees, and with one
  /// space for each white space in it.
  static func normalized(_ label: String) -> String {
    isPlain(label) ? label : withoutInvisibles(label)
  }

  /// Whether a label is of ASCII and has single spaces alone, as most are.
  private static func isPlain(_ label: String) -> Bool {
    var before = UInt8(ascii: " ")
    for byte in label.utf8 {
      guard 0x20..<0x7F ~= byte, byte != 0x20 || before != 0x20 else { return false }
      before = byte
    }
    return before != 0x20 || label.isEmpty
  }

  private static func withoutInvisibles(_ label: String) -> String {
    var result = String.UnicodeScalarView()
    var hasSpace = false
    var before: Unicode.Scalar?
    let scalars = Array(label.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        hasSpace = !result.isEmpty
        before = nil
        continue
      }
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar.properties.isDefaultIgnorableCodePoint, !shapes(scalar, between: before, and: next)
      {
        continue
      }
      if hasSpace { result.append(" ") }
      hasSpace = false
      result.append(scalar)
      before = scalar
    }
    return String(result)
  }

  /// Whether an invisible character shapes those beside it: a joiner between letters of Persian or
  /// Hindi or between emoji, and a variation selector or tag after an emoji or an ideograph.
  private static func shapes(
    _ scalar: Unicode.Scalar, between before: Unicode.Scalar?, and next: Unicode.Scalar?
  ) -> Bool {
    guard let before, !before.isASCII || before.properties.isEmoji else { return false }
    switch scalar.value {
    case 0x200C, 0x200D:
      return hasJoinedForms(before) && next.map(hasJoinedForms) == true
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return before.value >= 0x2000 || before.isASCII
    case 0xE0020...0xE007F: return before.properties.isEmoji || before.value >= 0xE0000
    default: return false
    }
  }

  /// Scripts before Arabic have none, save where signs of emoji begin.
  private static func hasJoinedForms(_ scalar: Unicode.Scalar) -> Bool {
    0x600..<0x1100 ~= scalar.value || 0x1780..<0x18B0 ~= scalar.value
      || scalar.properties.isEmoji && !scalar.isASCII || scalar.value == 0xFE0F
      || 0x1F3FB...0x1F3FF ~= scalar.value
  }
}
