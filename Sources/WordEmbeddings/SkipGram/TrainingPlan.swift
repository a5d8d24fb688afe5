import CSkipGramKernel
import TextProcessing

/// All that stays the same while a corpus is trained on.
struct TrainingPlan: Sendable {
  /// Ids of the corpus in one unit of work. Contexts don't reach from one stretch into the next.
  static let stretchLength = 1024
  /// Words that share one set of noise words, about; fewer words share worse, more learn less.
  static let chunkWords = 32
  /// Noise words that a chunk shares, a multiple of 16. With 16 the analogies suffer.
  static let chunkNoiseWords = 32
  /// Chunks that share one set of noise words, one after another.
  static let chunksPerNoiseSet = 2
  /// The loss is taken from the first chunk of every so many stretches.
  static let lossSampling = 16
  /// Stretches that read the same frozen matrix, at most.
  static let maximumBatch = 8
  /// So many occurrences of a word in a chunk, or copies of a row in a batch, are added up in full,
  /// although all were computed from the same place. More are scaled down to what so many would do:
  /// the commonest words would overshoot and diverge (16 do, 4 don't).
  static let undampedRepeats = 4
  /// A row that a batch uses more often than this nears its optimum in each stretch. The changes
  /// of its copies are then averaged rather than added.
  static let undampedUses = 100
  /// An epoch has at least this many batches where the corpus is large enough: with fewer, words
  /// would move by sums of steps that were all taken from the same place.
  static let minimumBatchesPerEpoch = 64

  private let corpus: EncodedCorpus
  let wordCount: Int
  let dimension: Int
  let window: Int
  let negativeSamples: Int
  /// At most.
  let epochs: Int
  let noise: NoiseDistribution
  /// A word is kept when 32 random bits are at most this.
  let keepThresholds: [UInt32]
  let generator: SeededGenerator
  /// The instruction set of the kernel. Every level gives the same bits.
  let level: Int32

  init(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, configuration: SkipGramConfiguration
  ) {
    self.corpus = corpus
    wordCount = vocabulary.count
    dimension = configuration.dimension
    window = configuration.window
    negativeSamples = configuration.negativeSamples
    epochs = configuration.epochs
    noise = NoiseDistribution(counts: vocabulary.counts)
    let subsampling = Subsampling(
      counts: vocabulary.counts, threshold: configuration.subsamplingThreshold)
    keepThresholds = subsampling.keepProbability.map { UInt32(Double($0) * Double(UInt32.max)) }
    generator = SeededGenerator(seed: configuration.seed)
    level = sgk_best_level()
  }

  /// The corpus; valid while the plan is.
  var ids: UnsafeBufferPointer<UInt32> { corpus.ids }

  /// Rows of the matrix: the input vectors of all words, then their output vectors.
  var rowCount: Int { 2 * wordCount }

  var stretchCount: Int { (corpus.ids.count + Self.stretchLength - 1) / Self.stretchLength }

  /// Stretches in a batch.
  var batchSize: Int {
    max(1, min(Self.maximumBatch, stretchCount / Self.minimumBatchesPerEpoch))
  }

  /// Batches in an epoch.
  var batchCount: Int { (stretchCount + batchSize - 1) / batchSize }

  /// The epoch of a batch, counted over all epochs.
  func epoch(of batch: Int) -> Int { batch / batchCount }

  /// The stretches of a batch, counted over all epochs; none after the last epoch.
  func stretches(of batch: Int) -> Range<Int> {
    guard batchCount > 0, epoch(of: batch) < epochs else { return 0..<0 }
    let start = batch % batchCount * batchSize
    return start..<min(start + batchSize, stretchCount)
  }

  /// The share of all work that is done after so many batches, when there are so many epochs.
  func fraction(batches: Int, epochs: Int) -> Double {
    let (epoch, batch) = batches.quotientAndRemainder(dividingBy: batchCount)
    let stretches = epoch * stretchCount + min(batch * batchSize, stretchCount)
    return Double(stretches) / Double(epochs * stretchCount)
  }

  /// Noise words that one stretch can need.
  static var maximumNoiseWords: Int { noiseSetCount(words: stretchLength) * chunkNoiseWords }

  /// Rows that one stretch can need.
  var maximumRows: Int { min(rowCount, 2 * Self.stretchLength + Self.maximumNoiseWords) }

  /// Into how many chunks of about equal length so many words are cut.
  static func chunkCount(words: Int) -> Int {
    words == 0 ? 0 : max(1, (words + chunkWords / 2) / chunkWords)
  }

  /// How many sets of noise words so many words need.
  static func noiseSetCount(words: Int) -> Int {
    (chunkCount(words: words) + chunksPerNoiseSet - 1) / chunksPerNoiseSet
  }
}
