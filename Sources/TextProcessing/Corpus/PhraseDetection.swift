/// What makes two words that stand side by side a phrase.
///
/// Their score is that of word2phrase (Mikolov et al. 2013, equation 6, times the number of words):
///
///     score(a, b) = (count(a b) − δ) / count(a) / count(b) × words
///
/// with the discount `δ` against pairs of rare words, and all counts and words taken before any
/// word is left out. A pair is a phrase if its score is above the threshold. Two stop words never
/// are one: "of the" tells nothing about a text; "waste of" may.
public struct PhraseDetection: Sendable {
  /// word2phrase's.
  public static let defaultThreshold = 100.0

  /// The score above which a pair is a phrase, 0 to 1e12.
  public var threshold: Double
  /// `δ`; no pair that the corpus has less often, or just as often, is a phrase. At least 1.
  public var discount: Int

  public init(threshold: Double = defaultThreshold, discount: Int = 5) {
    self.threshold = threshold
    self.discount = discount
  }

  package static let thresholdRange = SettingRange(0.0...1e12)

  /// - Throws: `FileError` that names a setting that can't be.
  public func check() throws(FileError) {
    try Self.thresholdRange.check(threshold, "threshold")
    try Vocabulary.minimumCountRange.check(discount, "discount")
  }

  /// - Parameters:
  ///   - pair: how often the corpus has the pair.
  ///   - first: how often it has the first word.
  ///   - second: how often it has the second word.
  ///   - words: the number of words in the corpus.
  public func score(pair: Int, first: Int, second: Int, words: Int) -> Double {
    Double(pair - discount) / Double(first) / Double(second) * Double(words)
  }

  /// Whether a word can be part of a phrase at all.
  ///
  /// A pair isn't more frequent than either of its words, so that its score is less than `words`
  /// by the count of the more frequent one. The most frequent words, whose pairs are the most,
  /// needn't be counted.
  func isCandidate(count: Int, words: Int) -> Bool {
    count > discount && Double(words) / Double(count) > threshold
  }
}
