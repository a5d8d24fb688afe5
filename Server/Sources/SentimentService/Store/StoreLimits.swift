/// How much is kept for the user.
public struct StoreLimits: Sendable {
  public var texts = 1_000_000
  /// Bytes of all texts, once decompressed.
  public var bytes = 256 << 20
  /// Different labels.
  public var labels = 100

  public init() {}
}
