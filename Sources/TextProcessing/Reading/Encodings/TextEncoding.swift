import CSentimentICU

/// How the bytes of a text stand for characters.
public struct TextEncoding: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The usual name, such as "windows-1252".
  public let name: String

  /// The encoding that a user calls so, by any of the names that ICU knows, in any case; `nil` where
  /// none is called that.
  public init?(name: String) {
    guard !name.isEmpty, let usual = cicu_encoding_name(Self.pythonNames[name] ?? name) else {
      return nil
    }
    let name = String(cString: usual)
    self.name = Self.supersets[name] ?? name
  }

  /// What Python calls UTF-8 with a byte-order mark.
  private static let pythonNames = ["utf-8-sig": "UTF-8", "utf_8_sig": "UTF-8"]

  /// What files of an encoding are in truth, as browsers know: that of Windows, which has more
  /// characters.
  private static let supersets = [
    "ISO-8859-1": "windows-1252", "ISO-8859-7": "windows-1253", "ISO-8859-8": "windows-1255",
    "ISO-8859-8-I": "windows-1255", "ISO-8859-9": "windows-1254", "EUC-KR": "windows-949",
    "KSC_5601": "windows-949", "GB2312": "GB18030",
  ]

  private init(usual name: String) { self.name = name }

  public static let utf8 = TextEncoding(usual: "UTF-8")
  static let utf16 = TextEncoding(usual: "UTF-16")
  static let utf16LittleEndian = TextEncoding(usual: "UTF-16LE")
  static let utf16BigEndian = TextEncoding(usual: "UTF-16BE")
  static let utf32 = TextEncoding(usual: "UTF-32")
  static let utf32LittleEndian = TextEncoding(usual: "UTF-32LE")
  static let utf32BigEndian = TextEncoding(usual: "UTF-32BE")

  public var description: String { name }

  /// Whether a character takes two bytes at least, so that the byte of a line feed may be half of another.
  var hasWideUnits: Bool { name.hasPrefix("UTF-16") || name.hasPrefix("UTF-32") }

  /// The encoding that a byte-order mark at the start of a text tells, and the mark's length.
  static func byteOrderMark(of start: some Collection<UInt8>) -> (TextEncoding, length: Int)? {
    // That of UTF-32 begins as that of UTF-16 does.
    marks.first { start.starts(with: $0.1) }.map { ($0.0, $0.1.count) }
  }

  private static let marks: [(TextEncoding, [UInt8])] = [
    (.utf8, [0xEF, 0xBB, 0xBF]),
    (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]),
    (.utf32BigEndian, [0, 0, 0xFE, 0xFF]),
    (.utf16LittleEndian, [0xFF, 0xFE]),
    (.utf16BigEndian, [0xFE, 0xFF]),
  ]

  /// The longest mark.
  static let longestMark = 4
}
