/// The secret that a client must know.
public struct AccessToken: Sendable {
  private let bytes: [UInt8]

  /// Shorter ones could be guessed.
  public static let shortest = 16

  /// - Returns: `nil` for a text that is too short, or can't stand in a header.
  public init?(_ text: String) {
    bytes = Array(text.utf8)
    guard bytes.count >= Self.shortest, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
  }

  /// Whether the header `Authorization` has the token. The time that takes doesn't depend on how
  /// many characters of a wrong one are right.
  func isGiven(in header: String?) -> Bool {
    let scheme = "bearer "
    guard let header, header.prefix(scheme.count).lowercased() == scheme else { return false }
    let given = Array(header.dropFirst(scheme.count).utf8)
    var difference = given.count ^ bytes.count
    for index in bytes.indices {
      difference |= Int(bytes[index] ^ (index < given.count ? given[index] : 0))
    }
    return difference == 0
  }
}
