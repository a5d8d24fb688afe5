/// Passes over the bytes of a JSON text (RFC 8259), and reads what is wanted of it: who calls it knows
/// what comes.
///
/// NaN and infinities, which Python writes, are values too; half of a surrogate pair is U+FFFD.
struct JSONScanner {
  struct Malformed: Error {}

  /// Halves of surrogate pairs that became U+FFFD.
  private(set) var loneSurrogates = 0
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Deeper ones would need much memory; nobody writes them.
  private static let greatestDepth = 512

  /// - Parameter bytes: must outlive the scanner.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The first byte of the value that comes next.
  var next: UInt8? {
    mutating get {
      skipSpace()
      return current
    }
  }

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

  /// Reads a text that is an object and nothing else.
  ///
  /// - Parameter readValue: reads the value that stands next, or passes over it.
  /// - Returns: where the object stands.
  mutating func wholeObject(
    _ readValue: (inout JSONScanner, _ key: String) throws(Malformed) -> Void
  ) throws(Malformed) -> Range<Int> {
    skipSpace()
    let start = position
    try expect("{")
    skipSpace()
    if !take("}") {
      repeat {
        skipSpace()
        let key = String(decoding: try string(), as: UTF8.self)
        skipSpace()
        try expect(":")
        try readValue(&self, key)
        skipSpace()
      } while take(",")
      try expect("}")
    }
    let object = start..<position
    skipSpace()
    guard position == bytes.count else { throw Malformed() }
    return object
  }

  /// Reads a list that stands next.
  ///
  /// - Parameter readValue: reads the value that stands next, or passes over it.
  mutating func list(
    _ readValue: (inout JSONScanner) throws(Malformed) -> Void
  ) throws(Malformed) {
    skipSpace()
    try expect("[")
    skipSpace()
    if take("]") { return }
    repeat {
      try readValue(&self)
      skipSpace()
    } while take(",")
    try expect("]")
  }

  /// A number, a truth value or what stands for no value, as it is written.
  mutating func scalar() throws(Malformed) -> [UInt8] {
    skipSpace()
    let start = position
    try skipScalar()
    return Array(bytes[start..<position])
  }

  static let null = Array("null".utf8)
  static let noNumbers = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
  private static let words = ["true", "false"].map { Array($0.utf8) } + [null] + noNumbers

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
  ///
  /// - Returns: where it stands.
  @discardableResult
  mutating func skipValue() throws(Malformed) -> Range<Int> {
    skipSpace()
    let start = position
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
        while let end = open.last {
          skipSpace()
          guard take(end) else { break }
          open.removeLast()
        }
        guard let end = open.last else { return start..<position }
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

  /// The UTF-8 of a string that stands here, with what its escapes stand for.
  mutating func string() throws(Malformed) -> [UInt8] {
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
