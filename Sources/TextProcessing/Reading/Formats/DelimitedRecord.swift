import SentimentPlatform

/// One record of fields with a delimiter between them, read line by line, since a field in quotes may
/// go over several.
///
/// As RFC 4180 says, and where it says nothing, as Python's `csv` does: a quote that doesn't begin a
/// field stands for itself, and what follows a closing quote belongs to the field.
struct DelimitedRecord {
  /// How fields in quotes are written.
  struct Quoting: Equatable {
    /// Whether a backslash makes a quote part of the field, as R and MySQL write it. Two quotes do in
    /// any case.
    var hasBackslashes = false
    /// Whether spaces may stand before the opening quote.
    var skipsSpaces = false
  }

  static let tab = UInt8(ascii: "\t")
  /// What may stand between fields, the likeliest first: commas, or semicolons as spreadsheets write
  /// in many countries.
  static let delimiters = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// All fields, one after another.
  private(set) var bytes: [UInt8] = []
  /// Where each field ends.
  private(set) var ends: [Int] = []
  /// Whether something follows a closing quote that no writer puts there.
  private(set) var hasTextAfterQuote = false
  private var state = State.fieldStart
  let delimiter: UInt8
  /// `nil` where a quote is a character like others.
  var quoting: Quoting?

  private enum State { case fieldStart, field, quoted, escaped, quoteInQuoted }
  static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  init(delimiter: UInt8, quoting: Quoting? = Quoting()) {
    self.delimiter = delimiter
    self.quoting = quoting
  }

  var fieldCount: Int { ends.count }

  func field(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The fields as text, without white space around them.
  var strings: [String] {
    (0..<fieldCount).map { index in
      let field = field(index).span
      return String(field.extracting(trimmed(0..<field.count, of: field)))
    }
  }

  /// Whether the record goes on on the next line.
  var isOpen: Bool { state == .quoted || state == .escaped }

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hasTextAfterQuote = false
    state = .fieldStart
  }

  /// Adds a line, without its end. If the record is open, a line feed comes before it.
  mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
    if isOpen { bytes.append(UInt8(ascii: "\n")) }
    guard let quoting, isOpen || Self.hasQuote(line) else { return addPlain(line) }
    bytes.reserveCapacity(bytes.count + line.count)
    if state == .escaped { state = .quoted }
    for byte in line { add(byte, quoting) }
    if state == .escaped { bytes.append(Self.backslash) }
    if !isOpen { ends.append(bytes.count) }
  }

  /// Adds a whole record with the line ends in it.
  ///
  /// - Returns: where its fields stand in it, with their quotes.
  mutating func addRecord(_ record: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = 0
    func end(_ index: Int) {
      fields.append(start..<index)
      start = index + 1
    }
    if let quoting {
      for (index, byte) in record.enumerated() {
        let count = ends.count
        add(byte, quoting)
        if ends.count > count { end(index) }
      }
    } else {
      for (index, byte) in record.enumerated() where byte == delimiter { end(index) }
      bytes.append(contentsOf: record)
    }
    end(record.count)
    return fields
  }

  private mutating func add(_ byte: UInt8, _ quoting: Quoting) {
    switch state {
    case .quoted:
      if byte == Self.quote {
        state = .quoteInQuoted
      } else if byte == Self.backslash, quoting.hasBackslashes {
        state = .escaped
      } else {
        bytes.append(byte)
      }
    case .escaped:
      // A backslash before anything else is one.
      if byte != Self.quote, byte != Self.backslash { bytes.append(Self.backslash) }
      bytes.append(byte)
      state = .quoted
    case .fieldStart where byte == Self.quote: state = .quoted
    case .fieldStart where byte == UInt8(ascii: " ") && quoting.skipsSpaces: break
    case .quoteInQuoted where byte == Self.quote:
      bytes.append(byte)
      state = .quoted
    case .fieldStart, .field, .quoteInQuoted:
      if byte == delimiter {
        ends.append(bytes.count)
        state = .fieldStart
      } else {
        if state == .quoteInQuoted { hasTextAfterQuote = true }
        bytes.append(byte)
        state = .field
      }
    }
  }

  private mutating func addPlain(_ line: UnsafeBufferPointer<UInt8>) {
    for field in line.split(separator: delimiter, omittingEmptySubsequences: false) {
      bytes.append(contentsOf: field)
      ends.append(bytes.count)
    }
  }

  static func hasQuote(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = line.baseAddress else { return false }
    return memchr(base, Int32(quote), line.count) != nil
  }
}

extension DelimitedRecord {
  /// The fields of a line as text.
  static func strings(of line: UnsafeBufferPointer<UInt8>, delimiter: UInt8) -> [String] {
    var record = DelimitedRecord(delimiter: delimiter)
    record.add(line)
    if record.isOpen { record.close() }
    return record.strings
  }

  /// Ends a field in quotes that goes on on the next line.
  private mutating func close() {
    ends.append(bytes.count)
    state = .field
  }
}
