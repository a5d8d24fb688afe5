import SentimentPlatform

/// Finds the pieces that a text has at a place.
///
/// A hash table with open addressing. A piece's hash is that of its first bytes carried on by a byte
/// (FNV-1a), so that all pieces which begin at a place are looked for in one pass.
struct PieceIndex: Sendable {
  /// Why pieces can't be looked up.
  enum Fault: Error {
    /// The piece is there twice.
    case duplicate(Int)
    /// The piece has no bytes, or more than ``PieceIndex/longestPiece``.
    case length(Int)
    /// Too many pieces have one hash, which happens only if they were chosen so.
    case crowded
  }

  /// The longest piece in bytes, which bounds what a place of a text costs. SentencePiece's pieces have
  /// 16 characters at most unless asked for more.
  static let longestPiece = 512

  private let table: PieceTable
  /// How many bytes at the front of each piece the text doesn't have.
  private let prefix: Int
  /// In the upper half a part of the piece's hash, in the lower its index and 1; 0 where none is.
  private let slots: [UInt64]
  /// Makes the number of a slot of a mixed hash.
  private let shift: UInt64
  /// The longest piece that begins with a character, by the hash of the character.
  private let reach: [UInt16]

  /// - Parameters:
  ///   - indices: which of the table's pieces.
  ///   - prefix: how many bytes each of them begins with that the text doesn't have.
  init(
    _ table: PieceTable, indices: some Collection<Int>, dropping prefix: Int = 0
  ) throws(Fault) {
    self.table = table
    self.prefix = prefix
    // At most half full, and no smaller than a shift of 64 bits allows.
    let bits = UInt64(
      max(1, (2 * indices.count).bitWidth - (2 * indices.count).leadingZeroBitCount))
    let shift = 64 - bits
    self.shift = shift
    var slots = [UInt64](repeating: 0, count: 1 << bits)
    var reach = [UInt16](repeating: 0, count: Self.reachCount)
    try slots.withUnsafeMutableBufferPointer { (slots) throws(Fault) in
      for index in indices {
        let piece = table.piece(index)
        let (text, count) = (piece.baseAddress! + prefix, piece.count - prefix)
        guard 1...Self.longestPiece ~= count else { throw .length(index) }
        let place = Self.reachSlot(of: piece, at: prefix)
        reach[place] = max(reach[place], UInt16(count))
        var hash = Self.seed
        for position in 0..<count { hash = Self.carried(hash, text[position]) }
        hash = Self.mixed(hash)
        var slot = Int(hash >> shift)
        var probeCount = 0
        while slots[slot] != 0 {
          let other = Self.index(slots[slot])
          if slots[slot] >> 32 == hash & Self.tagBits, table.byteCount(other) == piece.count,
            memcmp(table.piece(other).baseAddress! + prefix, text, count) == 0
          {
            throw .duplicate(index)
          }
          slot = (slot + 1) & (slots.count - 1)
          probeCount += 1
          guard probeCount < Self.longestProbe else { throw .crowded }
        }
        slots[slot] = (hash & Self.tagBits) << 32 | UInt64(index + 1)
      }
    }
    self.slots = slots
    self.reach = reach
  }

  /// Calls `body` with the index of each piece that `text` has at `start`, and with where it ends;
  /// shorter ones first.
  @inline(__always)
  func forEachPiece(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ body: (Int, Int) -> Void
  ) {
    let limit = min(end, start + Int(reach[Self.reachSlot(of: text, at: start)]))
    var hash = Self.seed
    var position = start
    while position < limit {
      let next = position + CodePoints.length(first: text[position])
      guard next <= limit else { return }
      while position < next {
        hash = Self.carried(hash, text[position])
        position += 1
      }
      if let index = find(hash, text.baseAddress! + start, position - start) {
        body(index, position)
      }
    }
  }

  /// The longest piece that `text` has at `start`, and where it ends.
  @inline(__always)
  func longestPiece(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> (index: Int, end: Int)? {
    var longest: (index: Int, end: Int)?
    forEachPiece(in: text, from: start, to: end) { longest = ($0, $1) }
    return longest
  }

  @inline(__always)
  private func find(_ hash: UInt64, _ start: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      let mixed = Self.mixed(hash)
      var slot = Int(mixed >> shift)
      while slots[slot] != 0 {
        if slots[slot] >> 32 == mixed & Self.tagBits {
          let index = Self.index(slots[slot])
          let piece = table.piece(index)
          if piece.count == count + prefix,
            memcmp(piece.baseAddress! + prefix, start, count) == 0
          {
            return index
          }
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  private static let tagBits: UInt64 = 0xFFFF_FFFF
  /// In a table that is half full, not one in 10^80 hashes that weren't chosen meets so many others.
  private static let longestProbe = 1_000

  @inline(__always)
  private static func index(_ slot: UInt64) -> Int { Int(slot & tagBits) - 1 }

  // FNV-1a (Fowler, Noll and Vo), and a multiplication by 2^64 / golden ratio (Knuth) that brings all
  // bits into the upper ones.
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func carried(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
  }

  /// More than a vocabulary has of most scripts' characters; what shares a slot costs time, no more.
  private static let reachCount = 4_096

  @inline(__always)
  private static func reachSlot(of text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    var position = position
    let character = CodePoints.next(in: text, at: &position)
    // The lowest bits tell the characters of one script apart.
    return Int((character ^ character >> 12) & UInt32(reachCount - 1))
  }
}
