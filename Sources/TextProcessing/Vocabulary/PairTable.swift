/// An open-addressing hash table from pairs of 32-bit numbers to numbers, in no order.
///
/// It counts the pairs of a corpus in bounded memory: a slot holds key and number, which a count reads
/// and writes at once, and pairs can be taken out. `BigramIndex`, by which models look pairs up, numbers
/// them in order and takes none out, so that it needs less for each.
struct PairTable: Sendable {
  private struct Slot {
    var key: UInt64
    /// −1 in an empty slot.
    var value: Int

    static var empty: Slot { Slot(key: 0, value: -1) }

    func isFree(for key: UInt64) -> Bool { value < 0 || self.key == key }
  }

  private var slots: [Slot]
  private(set) var count = 0

  /// Above this share of full slots the table doubles: linear probing stays at about two steps.
  private static let maximumLoadPercent = 50
  /// The memory of a pair, in bytes, when the table has just doubled.
  static let bytesPerPair = 4 * MemoryLayout<Slot>.stride

  init(minimumCapacity: Int = 0) {
    var size = 64
    while size * Self.maximumLoadPercent / 100 < minimumCapacity { size *= 2 }
    slots = [Slot](repeating: .empty, count: size)
  }

  @inline(__always)
  static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// The two numbers of a key.
  static func numbers(_ key: UInt64) -> (first: Int, second: Int) {
    (Int(key >> 32), Int(UInt32(truncatingIfNeeded: key)))
  }

  /// A number that differs for different keys and is spread evenly (the finalizer of SplitMix64).
  @inline(__always)
  static func hash(_ key: UInt64) -> UInt64 {
    var z = key
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// The value of a pair, not negative.
  subscript(key: UInt64) -> Int? {
    @inline(__always) get {
      let value = slots[place(of: key)].value
      return value < 0 ? nil : value
    }
  }

  /// Adds to the value of a pair, which is 0 at first.
  @inline(__always)
  mutating func add(_ value: Int, to key: UInt64) {
    let place = place(of: key)
    if slots[place].value >= 0 {
      slots[place].value += value
    } else {
      slots[place] = Slot(key: key, value: value)
      count += 1
      if count * 100 > slots.count * Self.maximumLoadPercent { keep(slots.count * 2) { _ in true } }
    }
  }

  /// Leaves the pairs out whose key doesn't fulfil the condition.
  mutating func removeAll(where isRemoved: (UInt64) -> Bool) {
    keep(slots.count) { !isRemoved($0) }
  }

  func forEachPair(_ body: (_ key: UInt64, _ value: Int) -> Void) {
    for slot in slots where slot.value >= 0 { body(slot.key, slot.value) }
  }

  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: Self.hash(key)) & mask
    while !slots[place].isFree(for: key) { place = (place + 1) & mask }
    return place
  }

  private mutating func keep(_ size: Int, _ isKept: (UInt64) -> Bool) {
    let old = slots
    slots = [Slot](repeating: .empty, count: size)
    count = 0
    for slot in old where slot.value >= 0 && isKept(slot.key) {
      slots[place(of: slot.key)] = slot
      count += 1
    }
  }
}
