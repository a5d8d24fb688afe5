/// Which character n-grams words are composed of: those of `minimum` to `maximum` characters.
public struct SubwordLengths: Sendable, Codable, Equatable {
  public let minimum: Int
  public let maximum: Int

  /// - Returns: `nil` when there is no such n-gram, or one of them would be too long.
  public init?(minimum: Int, maximum: Int) {
    guard 1 <= minimum, minimum <= maximum, maximum <= SubwordTable.longestMaximum else {
      return nil
    }
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The same as text: `3-6`, or `4` for one length.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard 1...2 ~= parts.count, let minimum = parts[0], let maximum = parts[parts.count - 1] else {
      return nil
    }
    self.init(minimum: minimum, maximum: maximum)
  }
}
