import SentimentPlatform

// What the rules on mark-up ask of bytes.

extension UnsafeBufferPointer<UInt8> {
  /// The place of the next such byte.
  package func firstIndex(of byte: UInt8, from position: Int) -> Int? {
    guard position < count,
      let found = memchr(baseAddress! + position, Int32(byte), count - position)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress!)
  }

  /// The byte at a place; 0 outside the text.
  func byte(_ place: Int) -> UInt8 { indices.contains(place) ? self[place] : 0 }

  /// Where the letter or digit ends that begins at a place, or `nil` if there is none: one of ASCII,
  /// or any character of U+00C0 to U+07FF, where the letters of Latin, Greek, Cyrillic, Hebrew and
  /// Arabic are. Scripts beyond are mostly written without spaces, so that a name or an address in
  /// front of them doesn't go on into them.
  func letterEnd(at place: Int) -> Int? {
    if byte(place).isASCIILetterOrDigit { return place + 1 }
    let isPair = (0xC3...0xDF).contains(byte(place)) && byte(place + 1) & 0xC0 == 0x80
    return isPair ? place + 2 : nil
  }

  /// Where the letter or digit begins that ends at a place, not before `limit`.
  func letterStart(before place: Int, limit: Int) -> Int? {
    if place > limit, byte(place - 1).isASCIILetterOrDigit { return place - 1 }
    guard place - 2 >= limit else { return nil }
    return letterEnd(at: place - 2) == place ? place - 2 : nil
  }
  /// Whether these bytes stand at a place.
  func hasBytes(_ bytes: StaticString, at start: Int) -> Bool {
    guard start >= 0, start + bytes.utf8CodeUnitCount <= count else { return false }
    return (0..<bytes.utf8CodeUnitCount).allSatisfy { self[start + $0] == bytes.utf8Start[$0] }
  }

  /// The same for ASCII in upper or lower case.
  ///
  /// - Parameter bytes: in lower case.
  func hasCaselessBytes(_ bytes: String, at start: Int) -> Bool {
    guard start >= 0, start + bytes.utf8.count <= count else { return false }
    return bytes.utf8.enumerated().allSatisfy {
      self[start + $0.offset].lowercasedASCII == $0.element
    }
  }
}

extension UInt8 {
  var lowercasedASCII: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }

  var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}
