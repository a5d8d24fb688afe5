/// A secret that a client must know, and whose it is.
public struct AccessToken: Sendable {
  /// Who has it; `nil` where several people may.
  public let name: String?
  private let bytes: [UInt8]

  /// Shorter ones could be guessed.
  public static let shortest = 16
  private static let longestName = 64

  /// - Parameter text: `TEXT`, or `NAME=TEXT`. Characters "=" at the end alone, as base64 has them, are the secret's.
  /// - Returns: `nil` for a secret that is too short or can't stand in a header, or a name that is no name.
  public init?(_ text: String) {
    var secret = text[...]
    if let mark = text.firstIndex(of: "="), !text[mark...].allSatisfy({ $0 == "=" }) {
      let name = String(text[..<mark])
      guard 1...Self.longestName ~= name.count, name.first != " ", name.last != " ",
        !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { return nil }
      self.name = name
      secret = text[text.index(after: mark)...]
    } else {
      name = nil
    }
    bytes = Array(secret.utf8)
    guard bytes.count >= Self.shortest, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
  }

  /// Whether two have the same secret, or the same name.
  public func isLike(_ other: AccessToken) -> Bool {
    bytes == other.bytes || name != nil && name == other.name
  }

  /// Whether a text is the secret. The time that takes doesn't depend on how many characters of a wrong one are
  /// right.
  fileprivate func matches(_ given: [UInt8]) -> Bool {
    var difference = given.count ^ bytes.count
    for index in bytes.indices {
      difference |= Int(bytes[index] ^ (index < given.count ? given[index] : 0))
    }
    return difference == 0
  }
}

extension [AccessToken] {
  /// What the header `Authorization` gives as token; `nil` where it gives none.
  static func given(in header: String?) -> [UInt8]? {
    let scheme = "bearer "
    guard let header, header.prefix(scheme.count).lowercased() == scheme else { return nil }
    return [UInt8](header.dropFirst(scheme.count).utf8)
  }

  /// The token that was given. It is compared with all, so that the time doesn't tell which one is like it.
  func first(matching given: [UInt8]) -> AccessToken? {
    var found: AccessToken?
    for token in self where token.matches(given) { found = token }
    return found
  }
}
