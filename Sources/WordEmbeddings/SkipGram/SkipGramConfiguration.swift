/// The settings of skip-gram training. Defaults are the field's.
public struct SkipGramConfiguration: Sendable, Codable, Equatable {
  /// Numbers in a word vector.
  public var dimension = 100
  /// The largest distance of a context word, in words; each place draws its own from `1...window`.
  public var window = 5
  /// Noise words for each pair of word and context word (expected number).
  public var negativeSamples = 5
  /// Words with a larger share of the corpus than this are thinned out; 0 keeps all.
  public var subsamplingThreshold = 1e-3
  /// Passes over the corpus; with ``earlyStopping`` the largest number of them.
  public var epochs = 5
  /// The starting learning rate; it falls linearly to a ten-thousandth of itself.
  public var learningRate = 0.025
  public var seed: UInt64 = 1
  /// The share of the documents that aren't trained on, but give a loss after each epoch; `nil` for
  /// none.
  public var heldOutShare: Double?
  /// The rule by which training ends before ``epochs``; it needs a ``heldOutShare``.
  public var earlyStopping: EarlyStopping?

  /// The character n-grams that words' vectors are composed of; `nil` for none.
  public var subwords: SubwordLengths?

  public init() {}

  /// The share of the starting learning rate that is left at the end, as in word2vec.
  static let finalLearningRateShare = 1e-4
}
