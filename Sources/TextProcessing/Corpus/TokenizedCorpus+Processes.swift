extension TokenizedCorpus {
  /// What was read of a source for one replica.
  struct Piece: Sendable, Codable {
    /// The source's place among all, from 0.
    let source: Int
    let name: String
    let byteCount: Int
    let digest: String

    init(source: Int, _ part: Part) {
      self.source = source
      (name, byteCount, digest) = (part.name, part.byteCount, part.digest.text)
    }
  }

  /// What processes tell each other of the text that they have read.
  private struct Share: Codable {
    let pieces: [Piece]
    let sample: [UInt8]
    let tokenCount: Int
    let report: ReadingReport
  }

  /// Adds what the others have read to what is told of the text; the sample is that of its beginning.
  ///
  /// - Parameter words: this process's own words, serialized.
  /// - Returns: those of the others.
  func join(_ processes: any ProcessGroup, words: [UInt8]) throws -> [[UInt8]] {
    let shares = try processes.gather(
      value: Share(pieces: pieces, sample: sample, tokenCount: tokenCount, report: report))
    pieces = shares.flatMap(\.pieces)
    sample = shares[0].sample
    tokenCount = shares.reduce(0) { $0 + $1.tokenCount }
    report = ReadingReport()
    for share in shares { report.add(share.report) }
    var all = processes.gather(words)
    all.remove(at: processes.rank)
    return all
  }

  /// The sources as wholes; the digest of each is that of its pieces' digests.
  static func parts(of pieces: [Piece]) -> [Part] {
    Dictionary(grouping: pieces, by: \.source).sorted { $0.key < $1.key }.map { _, pieces in
      var digest = CorpusDigest()
      for piece in pieces { digest.add(Array(piece.digest.utf8)) }
      return Part(
        name: pieces[0].name, byteCount: pieces.reduce(0) { $0 + $1.byteCount }, digest: digest)
    }
  }
}

extension MergedWords {
  /// All words with their counts, as bytes: for each the word's length, the count and the word.
  var serialized: [UInt8] {
    var bytes: [UInt8] = []
    for id in 0..<table.count {
      table.withWord(id) { word in
        withUnsafeBytes(of: (UInt64(word.count).littleEndian, UInt64(counts[id]).littleEndian)) {
          bytes.append(contentsOf: $0)
        }
        bytes.append(contentsOf: word)
      }
    }
    return bytes
  }

  /// Adds words of text that is elsewhere to those of this.
  mutating func add(serialized bytes: [UInt8]) {
    let head = 2 * MemoryLayout<UInt64>.size
    bytes.withUnsafeBytes { bytes in
      var position = 0
      while position < bytes.count {
        let length = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
        let count = bytes.loadUnaligned(
          fromByteOffset: position + head / 2, as: UInt64.self
        ).littleEndian
        position += head
        let word = UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(length)])
        add(word.assumingMemoryBound(to: UInt8.self), count: Int(count))
        position += Int(length)
      }
    }
  }
}
