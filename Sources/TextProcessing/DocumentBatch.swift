/// Some documents, one after another in one buffer: the unit of work in reading.
public struct DocumentBatch: Sendable {
  public internal(set) var bytes: [UInt8] = []
  /// Document `i` is `bytes[ranges[i]]`.
  public internal(set) var ranges: [Range<Int>] = []
}
