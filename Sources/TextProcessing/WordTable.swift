/// An open-addressing hash table from a word's bytes to a dense number, in order of first sight.
///
/// All words share one byte buffer, so that counting a corpus allocates no object a word; and a
/// slot holds a short word's bytes itself, so that most look-ups touch one cache line. Reading is
/// the part of training that grows with the raw text and must not become the bottleneck.
struct WordTable: Sendable {
  /// The words' bytes, one after another; word `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = [0]
  /// Its length is a power of two.
  private var slots: [Slot]

  private struct Slot {
    var key: Key
    /// The word's number; −1 in an empty slot.
    var index: Int32
  }

  /// Above this share of full slots the table doubles: linear probing stays at about two steps.
  private static let maximumLoadPercent = 50

  init(minimumCapacity: Int = 64) {
    var size = 64
    while size * Self.maximumLoadPercent / 100 < minimumCapacity { size *= 2 }
    slots = Self.emptySlots(size)
  }

  private static func emptySlots(_ count: Int) -> [Slot] {
    [Slot](repeating: Slot(key: Key(content: 0, length: 0), index: -1), count: count)
  }

  var count: Int { offsets.count - 1 }

  /// The number of the word, or `nil` when the table has not seen it.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let key = Key(word)
    let index = slots[place(of: word, key)].index
    return index < 0 ? nil : Int(index)
  }

  /// The number of the word, which is added when the table has not seen it.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let key = Key(word)
    let place = place(of: word, key)
    if slots[place].index >= 0 { return Int(slots[place].index) }
    let new = count
    bytes.append(contentsOf: word)
    offsets.append(bytes.count)
    slots[place] = Slot(key: key, index: Int32(new))
    if count * 100 > slots.count * Self.maximumLoadPercent { grow() }
    return new
  }

  /// The bytes of word `index`, valid during the call.
  func withWord<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[offsets[index]..<offsets[index + 1]]))
    }
  }

  /// The slot that holds the word, or the empty one where it belongs.
  private func place(of word: UnsafeBufferPointer<UInt8>, _ key: Key) -> Int {
    let mask = slots.count - 1
    var place = key.hash & mask
    while slots[place].index >= 0 {
      let slot = slots[place]
      if slot.key == key, key.isWhole || holds(word, at: Int(slot.index)) { return place }
      place = (place + 1) & mask
    }
    return place
  }

  private func holds(_ word: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    withWord(index) { $0.elementsEqual(word) }
  }

  private mutating func grow() {
    var larger = Self.emptySlots(slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot.index >= 0 {
      var place = slot.key.hash & mask
      while larger[place].index >= 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }
}

/// What a slot knows of its word: all of it up to eight bytes, a hash of a longer one.
private struct Key: Equatable, Sendable {
  var content: UInt64
  var length: UInt32

  private static let wholeLength = 8
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(content: UInt64, length: UInt32) {
    self.content = content
    self.length = length
  }

  @inline(__always)
  init(_ word: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(word)
    let count = bytes.count
    length = UInt32(truncatingIfNeeded: count)
    switch count {
    case 0: content = 0
    case 1: content = UInt64(bytes[0])
    case 2...3:
      content =
        UInt64(bytes.loadUnaligned(as: UInt16.self)) | UInt64(bytes[count - 1]) << 16
    case 4...Self.wholeLength:
      // First and last four bytes overlap; with the length they are the whole word.
      content =
        UInt64(bytes.loadUnaligned(as: UInt32.self))
        | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32
    default:
      content = 0
      var position = 0
      while position + 8 < count {
        content = Self.fold(
          content ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position += 8
      }
      content = Self.fold(
        content ^ bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
  }

  /// Whether the content is the word itself.
  @inline(__always)
  var isWhole: Bool { length <= Self.wholeLength }

  /// It decides only where a word lies in the table, never an order that a user sees.
  @inline(__always)
  var hash: Int { Int(truncatingIfNeeded: Self.fold(content ^ UInt64(length) << 57) >> 8) }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ value >> 32).multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
