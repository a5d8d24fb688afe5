/// Some documents, one after another in one buffer: the unit of work in reading.
package struct DocumentBatch: Sendable {
  package internal(set) var bytes: [UInt8] = []
  /// Document `i` is `bytes[ranges[i]]`.
  package internal(set) var ranges: [Range<Int>] = []
}
