import CSentimentKernels
import SentimentTextProcessing

/// The settings of skip-gram training. Defaults are the field's.
public struct SkipGramConfiguration: Sendable, Codable, Equatable {
  /// Numbers in a word vector, 1 to 10,000.
  public var dimension = 100
  /// The largest distance of a context word, in words, 1 to 32; each word draws its own from
  /// `1...window`.
  public var window = 5
  /// Noise words for each pair of word and context word (expected number), 0 to 1,000.
  public var negativeSamples = 5
  /// Words of which the corpus has a larger share than this are thinned out, 0 to 1; 0 keeps all.
  public var subsamplingThreshold = 1e-3
  /// Passes over the corpus, 1 to 100,000; with ``earlyStopping`` the largest number of them.
  public var epochs = 5
  /// The starting learning rate, above 0 and up to 1; it falls linearly to a ten-thousandth of
  /// itself.
  public var learningRate = 0.025
  /// Stretches of the text that are trained side by side, 1 to 64: as many threads can help. The
  /// vectors depend on it, and not on the number of threads.
  public var batchSize = 16
  /// Copies of the vectors that are trained side by side on parts of the text and brought together
  /// again and again, 1 to 64: as many processes can help. The vectors depend on it, and not on the
  /// number of processes.
  public var replicas = 1
  public var seed: UInt64 = 1
  /// The share of the documents that aren't trained on, but give a loss after each epoch, above 0
  /// and up to 0.5; `nil` for none.
  public var heldOutShare: Double?
  /// The rule by which training ends before ``epochs``; it needs a ``heldOutShare``.
  public var earlyStopping: EarlyStopping?

  /// The character n-grams that words' vectors are composed of; `nil` for none.
  public var subwords: SubwordLengths?

  public init() {}

  /// What the settings may be.
  package enum Limits {
    package static let dimension = SettingRange(1...10_000)
    /// As far as the kernel's memory for a chunk goes.
    package static let window = SettingRange(1...Int(ck_max_window))
    package static let negativeSamples = SettingRange(0...1_000)
    package static let subsamplingThreshold = SettingRange(0.0...1.0)
    package static let epochs = SettingRange(1...100_000)
    package static let learningRate = SettingRange(above: 0.0, upTo: 1.0)
    package static let batchSize = SettingRange(1...64)
    package static let replicas = SettingRange(1...64)
    package static let heldOutShare = SettingRange(above: 0.0, upTo: 0.5)
  }

  /// Finds out whether one can train with these settings, as `SkipGramTrainer` does at its start.
  ///
  /// - Throws: `FileError` that names the first setting that can't be.
  public func check() throws(FileError) {
    try Limits.dimension.check(dimension, "dimension")
    try Limits.window.check(window, "window")
    try Limits.negativeSamples.check(negativeSamples, "negativeSamples")
    try Limits.subsamplingThreshold.check(subsamplingThreshold, "subsamplingThreshold")
    try Limits.epochs.check(epochs, "epochs")
    try Limits.learningRate.check(learningRate, "learningRate")
    try Limits.batchSize.check(batchSize, "batchSize")
    try Limits.replicas.check(replicas, "replicas")
    try Limits.heldOutShare.check(heldOutShare, "heldOutShare")
    guard let earlyStopping else { return }
    try earlyStopping.check()
    guard heldOutShare != nil else {
      throw .invalidSetting(
        FileError.Setting("earlyStopping"),
        problem: "it has no held-out documents to measure the loss on",
        remedy: "set heldOutShare")
    }
  }

  /// The share of the starting learning rate that is left at the end, as in word2vec.
  static let finalLearningRateShare = 1e-4
}

extension SkipGramConfiguration {
  /// Settings as a file has them. Files of before the batch and replicas were settings don't name them.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    dimension = try values.decode(Int.self, forKey: .dimension)
    window = try values.decode(Int.self, forKey: .window)
    negativeSamples = try values.decode(Int.self, forKey: .negativeSamples)
    subsamplingThreshold = try values.decode(Double.self, forKey: .subsamplingThreshold)
    epochs = try values.decode(Int.self, forKey: .epochs)
    learningRate = try values.decode(Double.self, forKey: .learningRate)
    batchSize = try values.decodeIfPresent(Int.self, forKey: .batchSize) ?? Self.formerBatchSize
    replicas = try values.decodeIfPresent(Int.self, forKey: .replicas) ?? 1
    seed = try values.decode(UInt64.self, forKey: .seed)
    heldOutShare = try values.decodeIfPresent(Double.self, forKey: .heldOutShare)
    earlyStopping = try values.decodeIfPresent(EarlyStopping.self, forKey: .earlyStopping)
    subwords = try values.decodeIfPresent(SubwordLengths.self, forKey: .subwords)
  }

  private static let formerBatchSize = 8
}
