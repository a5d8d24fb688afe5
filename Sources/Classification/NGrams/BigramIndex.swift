/// An open-addressing hash table from a pair of words to a dense number, in order of insertion.
///
/// Classifying looks up each pair of a text, and most are not there: slots of four bytes stay in the
/// processor's cache, and a key is read only where a slot is full. `PairTable`, which counts the pairs
/// of a corpus, has none of this order, and keeps key and count together for many changes.
package struct BigramIndex: Sendable {
  /// The pairs by number, the first word in the upper half.
  package private(set) var keys: [UInt64] = []
  /// Its length is a power of two; −1 where there is nothing.
  private var slots: [Int32]

  /// At most half of the slots are full: linear probing stays at about two steps.
  package init(minimumCapacity: Int = 32) {
    var size = 64
    while size < 2 * minimumCapacity { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  package var count: Int { keys.count }

  @inline(__always)
  package static func key(_ first: Int, _ second: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: first)) << 32 | UInt64(UInt32(truncatingIfNeeded: second))
  }

  /// The number of a pair; `nil` when the table doesn't have it.
  @inline(__always)
  package func find(_ key: UInt64) -> Int? {
    let index = slots[place(of: key)]
    return index < 0 ? nil : Int(index)
  }

  /// The number of a pair, which is added when the table doesn't have it.
  package mutating func insert(_ key: UInt64) -> Int {
    let place = place(of: key)
    if slots[place] >= 0 { return Int(slots[place]) }
    slots[place] = Int32(keys.count)
    keys.append(key)
    if 2 * keys.count > slots.count { grow() }
    return keys.count - 1
  }

  /// The slot that holds the pair, or the empty one where it belongs.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing (Knuth, volume 3, section 6.4): the upper bits of a product are well mixed.
    let hash = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[place] >= 0, keys[Int(slots[place])] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (index, key) in keys.enumerated() { slots[place(of: key)] = Int32(index) }
  }
}
