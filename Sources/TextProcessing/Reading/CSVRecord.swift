/// One record of comma-separated values, read line by line, since a field in quotes may go over
/// several.
///
/// As RFC 4180 says, and where it says nothing, as Python's `csv` does: a quote that doesn't begin a
/// field stands for itself, and what follows a closing quote belongs to the field.
struct CSVRecord {
  /// All fields, one after another.
  private(set) var bytes: [UInt8] = []
  /// Where each field ends.
  private(set) var ends: [Int] = []
  private var state = State.fieldStart
  let delimiter: UInt8

  private enum State { case fieldStart, field, quoted, quoteInQuoted }
  private static let quote = UInt8(ascii: "\"")

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// What stands between the fields of a file with this header: a comma; where there is none, a
  /// semicolon, as spreadsheets write in many countries; else a tab.
  static func delimiter(ofHeader line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    [",", ";", "\t"].map { UInt8(ascii: $0) }.first(where: line.contains) ?? UInt8(ascii: ",")
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
  var isOpen: Bool { state == .quoted }

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    state = .fieldStart
  }

  /// Adds a line, without its end. If the record is open, a line feed comes before it.
  mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
    if isOpen { bytes.append(UInt8(ascii: "\n")) }
    bytes.reserveCapacity(bytes.count + line.count)
    for byte in line {
      switch state {
      case .quoted:
        if byte == Self.quote { state = .quoteInQuoted } else { bytes.append(byte) }
      case .fieldStart where byte == Self.quote: state = .quoted
      case .quoteInQuoted where byte == Self.quote:
        bytes.append(byte)
        state = .quoted
      case .fieldStart, .field, .quoteInQuoted:
        if byte == delimiter {
          ends.append(bytes.count)
          state = .fieldStart
        } else {
          bytes.append(byte)
          state = .field
        }
      }
    }
    if !isOpen { ends.append(bytes.count) }
  }
}
