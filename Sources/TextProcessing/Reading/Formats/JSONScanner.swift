/// Reads the text and the label of one JSON object from its bytes.
///
/// Lenient where the meaning is plain: NaN and infinities, which Python writes, are values without a
/// text; half of a surrogate pair is U+FFFD.
struct JSONScanner {
  /// What a value may be.
  enum Value: Equatable {
    case missing
    /// A string, or a number or truth value as it is written.
    case text([UInt8])
    case emptyList
    /// A list of so many values, or an object.
    case list(count: Int)
    case object
  }

  /// Which fields are wanted, and what was found of them.
  struct Field {
    let names: FieldNames
    var value = Value.missing
    /// The place of the found name among ``names``; a smaller one is better.
    private var rank = Int.max

    init(_ names: FieldNames) { self.names = names }

    /// Whether the value of a key is wanted more than what was found so far.
    mutating func takes(_ key: String) -> Bool {
      guard let found = names.rank(of: key), found <= rank else { return false }
      rank = found
      return true
    }
  }

  private struct Malformed: Error {}

  private(set) var text: Field
  private(set) var label: Field
  /// In the order of the object.
  private(set) var keys: [String] = []
  /// Halves of surrogate pairs that became U+FFFD.
  private(set) var loneSurrogates = 0
  private var bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Deeper ones would need much memory; nobody writes them.
  private static let greatestDepth = 512

  /// - Returns: `nil` where the line isn't one JSON object.
  init?(_ line: UnsafeBufferPointer<UInt8>, text: FieldNames, label: FieldNames) {
    bytes = line
    self.text = Field(text)
    self.label = Field(label)
    do {
      try readObject()
      skipSpace()
      guard position == bytes.count else { return nil }
    } catch {
      return nil
    }
    bytes = UnsafeBufferPointer(start: nil, count: 0)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard current == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws(Malformed) {
    guard take(character) else { throw Malformed() }
  }

  private mutating func readObject() throws(Malformed) {
    skipSpace()
    try expect("{")
    skipSpace()
    if take("}") { return }
    repeat {
      skipSpace()
      let key = String(decoding: try string(), as: UTF8.self)
      keys.append(key)
      skipSpace()
      try expect(":")
      let isText = text.takes(key)
      let isLabel = label.takes(key)
      let value = try value(isWanted: isText || isLabel)
      if isText { text.value = value }
      if isLabel { label.value = value }
      skipSpace()
    } while take(",")
    try expect("}")
  }

  private mutating func value(isWanted: Bool) throws(Malformed) -> Value {
    skipSpace()
    guard isWanted else {
      try skipValue()
      return .missing
    }
    switch current {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "{"):
      try skipValue()
      return .object
    case UInt8(ascii: "["): return try list()
    default: return try scalar()
    }
  }

  /// The element of a list of one; annotation tools write labels so.
  private mutating func list() throws(Malformed) -> Value {
    position += 1
    skipSpace()
    if take("]") { return .emptyList }
    var count = 0
    var first = Value.missing
    repeat {
      skipSpace()
      if count == 0, current != UInt8(ascii: "[") {
        first = try value(isWanted: true)
      } else {
        if count == 0 { first = .list(count: 1) }
        try skipValue()
      }
      count += 1
      skipSpace()
    } while take(",")
    try expect("]")
    return count == 1 ? first : .list(count: count)
  }

  /// A number or a truth value as it is written; what stands for no value is missing.
  private mutating func scalar() throws(Malformed) -> Value {
    let start = position
    try skipScalar()
    let text = Array(bytes[start..<position])
    let isValue = text != Array("null".utf8) && !Self.noNumbers.contains(text)
    return isValue ? .text(text) : .missing
  }

  private static let noNumbers = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
  private static let words = ["true", "false", "null"].map { Array($0.utf8) } + noNumbers

  private mutating func skipScalar() throws(Malformed) {
    let rest = bytes[position...]
    if let word = Self.words.first(where: { rest.starts(with: $0) }) {
      position += word.count
      return
    }
    _ = take("-")
    let whole = try skipDigits()
    guard whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
      throw Malformed()
    }
    if take(".") { _ = try skipDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      _ = try skipDigits()
    }
  }

  private mutating func skipDigits() throws(Malformed) -> Range<Int> {
    let start = position
    while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw Malformed() }
    return start..<position
  }

  /// Passes over a value of any kind, without a call for each level of it.
  private mutating func skipValue() throws(Malformed) {
    // For each list or object that is open, what closes it.
    var open: [Character] = []
    while true {
      skipSpace()
      var isBegun = false
      switch current {
      case UInt8(ascii: "{"):
        position += 1
        skipSpace()
        if !take("}") {
          open.append("}")
          isBegun = true
        }
      case UInt8(ascii: "["):
        position += 1
        skipSpace()
        if !take("]") {
          open.append("]")
          isBegun = true
        }
      case UInt8(ascii: "\""): try skipString()
      default: try skipScalar()
      }
      guard open.count <= Self.greatestDepth else { throw Malformed() }
      if !isBegun {
        skipSpace()
        while let end = open.last, take(end) {
          open.removeLast()
          skipSpace()
        }
        guard let end = open.last else { return }
        try expect(",")
        if end == "}" { try skipKey() }
      } else if open.last == "}" {
        try skipKey()
      }
    }
  }

  private mutating func skipKey() throws(Malformed) {
    skipSpace()
    try skipString()
    skipSpace()
    try expect(":")
  }

  private mutating func skipString() throws(Malformed) { _ = try string() }

  /// The content of a string, with what its escapes stand for.
  private mutating func string() throws(Malformed) -> [UInt8] {
    try expect("\"")
    var content: [UInt8] = []
    while true {
      let start = position
      while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        position += 1
      }
      content.append(contentsOf: bytes[start..<position])
      if take("\"") { return content }
      try expect("\\")
      guard let escape = current else { throw Malformed() }
      position += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(escape)
      case UInt8(ascii: "b"): content.append(0x08)
      case UInt8(ascii: "f"): content.append(0x0C)
      case UInt8(ascii: "n"): content.append(0x0A)
      case UInt8(ascii: "r"): content.append(0x0D)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "u"): content.append(contentsOf: UTF8.encode(try escapedScalar())!)
      default: throw Malformed()
      }
    }
  }

  /// The character of `\uXXXX`, or of two of these that are a surrogate pair.
  private mutating func escapedScalar() throws(Malformed) -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let start = position
    if 0xD800..<0xDC00 ~= unit, take("\\"), take("u") {
      let second = try hexadecimal()
      if 0xDC00..<0xE000 ~= second {
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))!
      }
    }
    position = start
    loneSurrogates += 1
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(Malformed) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw Malformed()
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
