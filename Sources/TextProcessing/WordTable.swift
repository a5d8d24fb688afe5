import CPrefetch
import Glibc

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
    var key: WordKey
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
    [Slot](repeating: Slot(key: WordKey(content: 0, length: 0), index: -1), count: count)
  }

  var count: Int { offsets.count - 1 }

  /// The number of the word, or `nil` when the table has not seen it.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let key = WordKey(word)
    let index = slots[place(of: word, key)].index
    return index < 0 ? nil : Int(index)
  }

  /// Begins to fetch what ``find(_:in:body:)`` will look at for the key.
  @inline(__always)
  func prefetch(_ key: WordKey) {
    slots.withUnsafeBufferPointer { prefetch_line($0.baseAddress! + (key.hash & ($0.count - 1))) }
  }

  /// Passes the number of each word that the table has to `body`, in order.
  ///
  /// - Parameters:
  ///   - keys: those of the words.
  ///   - longWords: the bytes of those that are longer than their keys, one after another.
  @inline(__always)
  func find(_ keys: [WordKey], in longWords: [UInt8], body: (Int) -> Void) {
    var longStart = 0
    longWords.withUnsafeBufferPointer { longWords in
      slots.withUnsafeBufferPointer { slots in
        let mask = slots.count - 1
        for key in keys {
          var word = longWords[0..<0]
          if !key.isWhole {
            word = longWords[longStart..<longStart + Int(key.length)]
            longStart = word.endIndex
          }
          var place = key.hash & mask
          while slots[place].index >= 0 {
            let slot = slots[place]
            if slot.key == key,
              key.isWhole
                || holds(UnsafeBufferPointer(rebasing: word), at: Int(slot.index))
            {
              body(Int(slot.index))
              break
            }
            place = (place + 1) & mask
          }
        }
      }
    }
  }

  /// The number of the word, which is added when the table has not seen it.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let key = WordKey(word)
    let place = place(of: word, key)
    if slots[place].index >= 0 { return Int(slots[place].index) }
    let new = count
    bytes.append(contentsOf: word)
    offsets.append(bytes.count)
    slots[place] = Slot(key: key, index: Int32(new))
    if count * 100 > slots.count * Self.maximumLoadPercent { grow() }
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
    try bytes.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[offsets[index]..<offsets[index + 1]]))
    }
  }

  /// The slot that holds the word, or the empty one where it belongs.
  private func place(of word: UnsafeBufferPointer<UInt8>, _ key: WordKey) -> Int {
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
    withWord(index) {
      $0.count == word.count && memcmp($0.baseAddress!, word.baseAddress!, word.count) == 0
    }
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
