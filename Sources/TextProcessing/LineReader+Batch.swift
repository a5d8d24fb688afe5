extension LineReader {
  /// Large enough that handing a batch to a thread costs nothing beside working on it, and small
  /// enough to stay in its cache.
  private static let batchSize = 1 << 18

  /// The next lines, empty ones too: as many as are here already, up to a size; waits only if there
  /// is none.
  ///
  /// - Returns: `nil` at the end.
  /// - Throws: `FileError` if reading fails.
  package mutating func nextBatch() throws(FileError) -> DocumentBatch? {
    guard let first = try nextLine() else { return nil }
    var batch = DocumentBatch()
    batch.bytes.reserveCapacity(Self.batchSize + Self.batchSize / 4)
    batch.append(first)
    while batch.bytes.count < Self.batchSize, hasWholeLine, let line = try nextLine() {
      batch.append(line)
    }
    return batch
  }
}

extension DocumentBatch {
  fileprivate mutating func append(_ line: UnsafeBufferPointer<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: line)
    ranges.append(start..<bytes.count)
    // So that an ill-formed end and the next start aren't taken for one character.
    bytes.append(UInt8(ascii: "\n"))
  }
}
