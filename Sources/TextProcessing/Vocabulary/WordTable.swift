import CSentimentKernels

/// An open-addressing hash table from a word's bytes to a dense number, in order of first sight.
///
/// All words share one byte buffer, so that counting a corpus allocates no object a word. The table
/// itself is made of cache lines, each with eight words' tags (a part of their hash) and numbers:
/// a word that isn't there is known from one line, and one that is from the line and its bytes,
/// which lie close together for the words that come first, the frequent ones in a vocabulary. Reading
/// is the part of training that grows with the raw text and must not become the bottleneck.
struct WordTable: Sendable {
  /// The words' bytes, one after another, and padding; word `i` is
  /// `storage[offsets[i]..<offsets[i + 1]]`.
  private var storage = [UInt8](repeating: 0, count: padding)
  private(set) var offsets: [Int] = [0]
  /// A power of two of them.
  private var buckets: [Bucket]

  /// As `WordLookup.h` has it, on a cache line.
  private typealias Bucket = SIMD16<UInt32>
  private static let bucketSize = ck_bucket_size
  /// Each word can be read as far as its key goes.
  private static let padding = ck_start_size

  /// Above this share of full places the table doubles: few words lie in another bucket than
  /// theirs then.
  private static let maximumLoadPercent = 50

  init(minimumCapacity: Int = 64) {
    buckets = Self.emptyBuckets(for: minimumCapacity)
  }

  /// A table of different words, in order.
  ///
  /// - Parameters:
  ///   - bytes: the words' bytes, one after another.
  ///   - offsets: where each word begins, and where the last one ends.
  /// - Returns: `nil` when a word is there twice.
  init?(bytes: UnsafeBufferPointer<UInt8>, offsets: [Int]) {
    storage.reserveCapacity(bytes.count + Self.padding)
    storage.replaceSubrange(0..<0, with: bytes)
    self.offsets = offsets
    buckets = Self.emptyBuckets(for: offsets.count - 1)
    guard fill() else { return nil }
  }

  private static func emptyBuckets(for count: Int) -> [Bucket] {
    var size = 8
    while size * bucketSize * maximumLoadPercent / 100 < count { size *= 2 }
    return [Bucket](repeating: .zero, count: size)
  }

  var count: Int { offsets.count - 1 }

  /// All words' bytes without a gap.
  var bytes: [UInt8] { storage.dropLast(Self.padding) }

  /// The number of the word, or `nil` when the table has not seen it.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? { find(Self.key(word), word) }

  private func find(_ key: ck_word_key, _ word: UnsafeBufferPointer<UInt8>) -> Int? {
    var key = key
    let index = withKernelTable { ck_find($0, &key, word.baseAddress) }
    return index < 0 ? nil : index
  }

  /// The key of a word anywhere in memory.
  private static func key(_ word: UnsafeBufferPointer<UInt8>) -> ck_word_key {
    guard word.count < padding else { return ck_key_of(word.baseAddress, word.count) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: padding) { copy in
      let end = copy.update(fromContentsOf: word)
      copy[end...].update(repeating: 0)
      return ck_key_of(copy.baseAddress, word.count)
    }
  }

  /// Calls `body` with the table in the form that the kernel looks words up in, valid during the
  /// call.
  @inline(__always)
  func withKernelTable<Result>(
    _ body: (UnsafePointer<ck_word_table>) throws -> Result
  ) rethrows -> Result {
    try buckets.withUnsafeBytes { memory in
      try withKernelTable(
        memory.assumingMemoryBound(to: UInt32.self).baseAddress!, bucketCount: buckets.count, body)
    }
  }

  @inline(__always)
  private func withKernelTable<Result>(
    _ buckets: UnsafePointer<UInt32>, bucketCount: Int,
    _ body: (UnsafePointer<ck_word_table>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBufferPointer { bytes in
      try offsets.withUnsafeBufferPointer { offsets in
        var table = ck_word_table(
          bytes: bytes.baseAddress, offsets: offsets.baseAddress, buckets: buckets,
          mask: bucketCount - 1)
        return try body(&table)
      }
    }
  }

  /// The number of the word, which is added when the table has not seen it.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let key = Self.key(word)
    if let index = find(key, word) { return index }
    let new = count
    let start = offsets[new]
    storage.append(contentsOf: repeatElement(0, count: word.count))
    storage.withUnsafeMutableBytes {
      UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyBytes(from: word)
    }
    offsets.append(start + word.count)
    put(key, new)
    if count * 100 > buckets.count * Self.bucketSize * Self.maximumLoadPercent { grow() }
    return new
  }

  mutating func insert(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { insert($0) }
  }

  /// The bytes of word `index`, valid during the call.
  func withWord<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[offsets[index]..<offsets[index + 1]]))
    }
  }

  private mutating func grow() {
    buckets = [Bucket](repeating: .zero, count: 2 * buckets.count)
    let isFilled = fill()
    precondition(isFilled, "the words are different")
  }

  /// Puts all words into the buckets, which are empty.
  ///
  /// - Returns: whether all are different.
  private mutating func fill() -> Bool {
    // Taken out of `self`, whose table is read meanwhile.
    var buckets = buckets
    self.buckets = []
    defer { self.buckets = buckets }
    return buckets.withUnsafeMutableBytes { memory in
      let lines = memory.assumingMemoryBound(to: UInt32.self).baseAddress!
      return withKernelTable(lines, bucketCount: memory.count / MemoryLayout<Bucket>.stride) {
        ck_fill($0, lines, count)
      }
    }
  }

  private mutating func put(_ key: ck_word_key, _ index: Int) {
    var key = key
    let mask = buckets.count - 1
    buckets.withUnsafeMutableBytes {
      ck_put($0.assumingMemoryBound(to: UInt32.self).baseAddress, mask, &key, index)
    }
  }
}
