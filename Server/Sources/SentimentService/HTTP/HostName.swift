/// A host's name or address as it stands in URLs.
public struct HostName: Sendable {
  public let name: String

  /// - Parameter authority: a name, which a port may follow.
  /// - Returns: `nil` where no name stands at the start.
  init?(authority: some StringProtocol) {
    let text = authority.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      name = String(text[...end])
      guard name.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
      else { return nil }
    } else {
      name = String(text.prefix { $0 != ":" })
      guard !name.isEmpty,
        name.utf8.allSatisfy({ byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
          case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
          default: false
          }
        })
      else { return nil }
    }
  }

  /// - Returns: `nil` for what is no name alone.
  public init?(_ text: String) {
    self.init(authority: text)
    guard name == text.lowercased() else { return nil }
  }
}
