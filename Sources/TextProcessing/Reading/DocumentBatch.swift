/// Some documents, one after another in one buffer: the unit of work in reading.
struct DocumentBatch: Sendable {
  var bytes: [UInt8] = []
  /// Document `i` is `bytes[ranges[i]]`.
  var ranges: [Range<Int>] = []
}
