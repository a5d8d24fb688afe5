/// An open-addressing hash table from a word's bytes to a dense number, in order of first sight.
///
/// All words share one byte buffer, so that counting a corpus allocates no object a word: reading
/// is the part of training that grows with the raw text and must not become the bottleneck.
struct WordTable: Sendable {
  /// The words' bytes, one after another; word `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = [0]
  /// The full hash of each word, compared before its bytes are.
  private var hashes: [UInt64] = []
  /// Word numbers by hash; `-1` is an empty slot. Its length is a power of two.
  private var slots: [Int32]

  /// Above this share of full slots the table doubles: linear probing stays at about two steps.
  private static let maximumLoadPercent = 60

  init(minimumCapacity: Int = 64) {
    var size = 64
    while size * Self.maximumLoadPercent / 100 < minimumCapacity { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  var count: Int { hashes.count }

  /// The number of the word, or `nil` when the table has not seen it.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = Self.hash(word)
    let index = slots[slot(for: word, hash: hash)]
    return index < 0 ? nil : Int(index)
  }

  /// The number of the word, which is added when the table has not seen it.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = Self.hash(word)
    let slot = slot(for: word, hash: hash)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    let index = hashes.count
    hashes.append(hash)
    bytes.append(contentsOf: word)
    offsets.append(bytes.count)
    slots[slot] = Int32(index)
    if hashes.count * 100 > slots.count * Self.maximumLoadPercent { grow() }
    return index
  }

  /// The bytes of word `index`, valid during the call.
  func withWord<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[offsets[index]..<offsets[index + 1]]))
    }
  }

  private func slot(for word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, holds(word, at: index) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func holds(_ word: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let start = offsets[index]
    guard offsets[index + 1] - start == word.count else { return false }
    for position in 0..<word.count where bytes[start + position] != word[position] { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash >> 20) & mask
      while larger[slot] >= 0 { slot = (slot + 1) & mask }
      larger[slot] = Int32(index)
    }
    slots = larger
  }

  /// A multiply-and-fold hash over eight bytes at a time.
  ///
  /// It decides only where a word lies in the table, never an order that a user sees.
  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = UInt64(truncatingIfNeeded: word.count) &* multiplier
    let raw = UnsafeRawBufferPointer(word)
    var position = 0
    while position + 8 <= raw.count {
      hash = fold(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self), multiplier)
      position += 8
    }
    var tail: UInt64 = 0
    while position < raw.count {
      tail = tail << 8 | UInt64(raw[position])
      position += 1
    }
    return fold(hash ^ tail, 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always)
  private static func fold(_ value: UInt64, _ multiplier: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
