/// When two texts are taken for copies of each other: they have the same words but for few, in any
/// order, or one has nearly all of the other's words in the order in which they stand there, with
/// whatever before or behind.
enum NearCopies {
  /// The fraction of words in common from which on texts are copies.
  static let leastShare = 0.7
  /// The same of letters in texts of Chinese letters: one in seven is another word, and may turn what
  /// the text says.
  static let leastShareOfHan = 0.85
  /// The same for texts of more than ``longFrom`` words: any two long texts share the frequent words.
  static let leastShareOfLong = 0.9
  static let longFrom = 100
  /// Words that stand together in more texts than this, such as a greeting or a signature, don't make
  /// copies of these.
  static let mostSharing = 20

  /// Whether so many words in common, of so many in each text, are enough (Jaccard's index).
  static func suffices(shared: Int, of first: Int, and second: Int, leastShare: Double) -> Bool {
    Double(shared) >= leastShare * Double(first + second - shared)
  }
}
