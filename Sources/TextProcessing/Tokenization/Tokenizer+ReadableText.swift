extension Tokenizer {
  /// A text as its words are read, for what reads more than words: with the icu kinds without mark-up as far
  /// as these want that, without what can't be seen, with one kind of apostrophe and single spaces. Brackets
  /// that only had an address in them go with it. Case and punctuation stay.
  ///
  /// - Parameter text: UTF-8, well-formed or not.
  package func readableText(of text: UnsafeBufferPointer<UInt8>) -> String {
    guard cleansText else { return String(decoding: text, as: UTF8.self) }
    let plain = plainText(of: text)
    var units = Array(String(decoding: plain, as: UTF8.self).utf16)
    // Only characters beyond ASCII can be unseen, or apostrophes of another kind.
    if units.contains(where: { $0 >= 0x80 }) {
      let count = units.withUnsafeMutableBufferPointer { VisibleText.clean($0) }
      units.removeLast(units.count - Int(count))
    }
    let hasMarkup = plain.baseAddress != text.baseAddress
    return String(decoding: Self.spaced(units, dropsEmptyBrackets: hasMarkup), as: UTF16.self)
  }

  private static let brackets: [UInt16: UInt16] = [0x28: 0x29, 0x5B: 0x5D]

  private static func spaced(_ units: [UInt16], dropsEmptyBrackets: Bool) -> [UInt16] {
    var result: [UInt16] = []
    result.reserveCapacity(units.count)
    for unit in units {
      let isSpace = unit == 0x20 || (0x09...0x0D).contains(unit) || unit == 0xA0 || unit == 0x3000
      if isSpace {
        if let last = result.last, last != 0x20 { result.append(0x20) }
        continue
      }
      if dropsEmptyBrackets {
        let isAfterSpace = result.last == 0x20
        let place = result.count - (isAfterSpace ? 2 : 1)
        if place >= 0, brackets[result[place]] == unit {
          result.removeLast(result.count - place)
          continue
        }
      }
      result.append(unit)
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }
}
