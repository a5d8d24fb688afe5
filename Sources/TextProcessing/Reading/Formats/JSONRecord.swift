/// The text, the label and the id of one JSON object.
///
/// Lenient where the meaning is plain: NaN and infinities, which Python writes, are values without a
/// text; half of a surrogate pair is U+FFFD.
struct JSONRecord {
  /// What a value may be.
  enum Value: Equatable {
    case missing
    /// A string, or a number or truth value as it is written.
    case text([UInt8])
    case emptyList
    /// A list of so many values, with those of them that are texts.
    case list(count: Int, texts: [[UInt8]])
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

  private(set) var text: Field
  private(set) var label: Field
  /// `nil` where none is wanted.
  private(set) var id: Field?
  /// In the order of the object.
  private(set) var keys: [String] = []
  /// Halves of surrogate pairs that became U+FFFD.
  let loneSurrogates: Int

  /// - Returns: `nil` where the line isn't one JSON object.
  init?(
    _ line: UnsafeBufferPointer<UInt8>, text: FieldNames, label: FieldNames, id: FieldNames? = nil
  ) {
    var scanner = JSONScanner(line)
    var (text, label, id) = (Field(text), Field(label), id.map { Field($0) })
    var keys: [String] = []
    let object = try? scanner.wholeObject { scanner, key throws(JSONScanner.Malformed) in
      keys.append(key)
      let isText = text.takes(key)
      let isLabel = label.takes(key)
      let isID = id?.takes(key) == true
      guard isText || isLabel || isID else {
        try scanner.skipValue()
        return
      }
      let value = try Self.value(&scanner)
      if isText { text.value = value }
      if isLabel { label.value = value }
      if isID { id?.value = value }
    }
    guard object != nil else { return nil }
    (self.text, self.label, self.id, self.keys) = (text, label, id, keys)
    loneSurrogates = scanner.loneSurrogates
  }

  private static func value(
    _ scanner: inout JSONScanner
  ) throws(JSONScanner.Malformed) -> Value {
    switch scanner.next {
    case UInt8(ascii: "\""): return .text(try scanner.string())
    case UInt8(ascii: "{"):
      try scanner.skipValue()
      return .object
    case UInt8(ascii: "["): return try list(&scanner)
    default: return scalar(try scanner.scalar())
    }
  }

  /// The element of a list of one; annotation tools write labels so.
  private static func list(_ scanner: inout JSONScanner) throws(JSONScanner.Malformed) -> Value {
    var count = 0
    var first = Value.emptyList
    var texts: [[UInt8]] = []
    try scanner.list { scanner throws(JSONScanner.Malformed) in
      if scanner.next == UInt8(ascii: "[") {
        if count == 0 { first = .list(count: 1, texts: []) }
        try scanner.skipValue()
      } else {
        let value = try value(&scanner)
        if count == 0 { first = value }
        if case .text(let text) = value { texts.append(text) }
      }
      count += 1
    }
    return count > 1 ? .list(count: count, texts: texts) : first
  }

  /// A number or a truth value as it is written; what stands for no value is missing.
  private static func scalar(_ text: [UInt8]) -> Value {
    text == JSONScanner.null || JSONScanner.noNumbers.contains(text) ? .missing : .text(text)
  }
}
