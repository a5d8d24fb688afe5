/// The texts that are never suggested, but asked for at random: their labels tell how accurate the model is.
///
/// Suggested texts are the ones whose labels teach most, and no sample of the texts. Which texts are held, and the
/// order in which they are asked for, follow from their ids alone: nothing is to be stored, and labels may come and
/// go in any order. All are learned from.
enum HeldTexts {
  /// Of all texts.
  static let fraction = 0.3
  /// So many labels are asked for at random first.
  private static let first = 20
  /// Later each text of so many is one that is asked for at random.
  private static let interval = 4

  static func contains(_ id: Int64) -> Bool { place(of: id) < fraction }

  /// Those of some texts that are held, in a random order.
  static func inOrder(_ ids: [Int64]) -> [Int64] {
    ids.filter(contains).sorted { (place(of: $0), $0) < (place(of: $1), $1) }
  }

  /// Whether the next text is one of them.
  ///
  /// - Parameters:
  ///   - done: how many texts were labelled or skipped.
  ///   - held: how many of these are held.
  static func areDue(done: Int, held: Int) -> Bool {
    held < min(done + 1, first + max(0, done + 1 - first) / interval)
  }

  /// Where a text stands in a random order of all texts, from 0 to 1: the finalizer of SplitMix64 (Steele, Lea and
  /// Flood 2014) makes even ids that follow each other unlike.
  private static func place(of id: Int64) -> Double {
    var bits = UInt64(bitPattern: id) &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-53
  }
}
