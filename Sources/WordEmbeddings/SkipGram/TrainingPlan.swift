import CSentimentKernels
import SentimentTextProcessing

/// All that stays the same while a corpus is trained on.
struct TrainingPlan: Sendable {
  /// Ids of the corpus in one unit of work. Contexts don't reach from one stretch into the next.
  static let stretchLength = 1024
  /// Pairs of word and context word that are trained from the same place, about; fewer share worse,
  /// more learn less, and overshoot. At a window of 5 those of 32 words.
  static let chunkPairs = 192
  /// Words of a chunk: at least what the kernel works on side by side, at most what shares well.
  static let chunkWordRange = 8...32
  /// Noise words that a chunk shares, a multiple of 16. With 16 the analogies suffer, and so they do
  /// when two chunks share a set.
  static let chunkNoiseWords = 32
  /// The loss is taken from the first chunk of every so many stretches.
  static let lossSampling = 16
  /// So many pairs of a word in a chunk are added up in full, although all were computed from the same
  /// place. More are scaled down to what so many would do: the commonest words would overshoot and
  /// diverge. At a window of 5 these are 4 occurrences (16 diverge).
  static let undampedRepeatedPairs = 24
  /// Stretches in a batch, at most, of words that are composed of n-grams: the changes of n-grams are
  /// summed up to a limit (`SubwordGradients`), of which larger batches would get less each.
  static let mostStretchesWithNGrams = 8
  /// An epoch has at least this many batches where the corpus is large enough: with fewer, words
  /// would move by sums of steps that were all taken from the same place.
  static let minimumBatchesPerEpoch = 64

  private let corpus: EncodedCorpus
  let wordCount: Int
  let dimension: Int
  let window: Int
  /// Words that share one set of noise words, about.
  let chunkWords: Int
  let negativeSamples: Int
  let startingLearningRate: Double
  /// Stretches in a batch, at most.
  private let mostStretches: Int
  /// At most.
  let epochs: Int
  let noise: NoiseDistribution
  /// A word is kept when 32 random bits are at most this.
  let keepThresholds: [UInt32]
  let generator: SeededGenerator
  /// The instruction set of the kernel. Every level gives the same bits.
  let level: Int32

  /// - Parameter generator: where all that is random follows from; by default the one of the seed.
  init(
    _ corpus: EncodedCorpus, vocabulary: Vocabulary, configuration: SkipGramConfiguration,
    generator: SeededGenerator? = nil
  ) {
    precondition(corpus.wordCount == vocabulary.count, "the corpus has ids of another vocabulary")
    precondition(
      SkipGramConfiguration.Limits.window.contains(configuration.window)
        && SkipGramConfiguration.Limits.dimension.contains(configuration.dimension),
      "settings that were checked")
    self.corpus = corpus
    wordCount = vocabulary.count
    dimension = configuration.dimension
    window = configuration.window
    let chunkWords = Self.chunkPairs / Self.pairsPerWord(window: window)
    let range = Self.chunkWordRange
    self.chunkWords = min(max(chunkWords, range.lowerBound), range.upperBound)
    negativeSamples = configuration.negativeSamples
    startingLearningRate = configuration.learningRate
    mostStretches =
      configuration.subwords == nil
      ? configuration.batchSize : min(configuration.batchSize, Self.mostStretchesWithNGrams)
    epochs = configuration.epochs
    noise = NoiseDistribution(counts: vocabulary.counts)
    let subsampling = Subsampling(
      counts: vocabulary.counts, threshold: configuration.subsamplingThreshold)
    keepThresholds = subsampling.keepProbability.map { UInt32(Double($0) * Double(UInt32.max)) }
    self.generator = generator ?? SeededGenerator(seed: configuration.seed)
    level = ck_best_level()
  }

  /// Tells the system that the text before a batch won't be read soon.
  func forgetText(before batch: Int) {
    corpus.forget(first: stretches(of: batch).lowerBound * Self.stretchLength)
  }

  /// The corpus; valid while the plan is.
  var ids: UnsafeBufferPointer<UInt32> { corpus.ids }

  /// Rows of the matrix: the input vectors of all words, then their output vectors.
  var rowCount: Int { 2 * wordCount }

  var stretchCount: Int { (corpus.ids.count + Self.stretchLength - 1) / Self.stretchLength }

  /// Stretches in a batch: what the settings say, or fewer where the corpus is small.
  var batchSize: Int { max(1, min(mostStretches, stretchCount / Self.minimumBatchesPerEpoch)) }

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
  var maximumNoiseWords: Int { chunkCount(words: Self.stretchLength) * Self.chunkNoiseWords }

  /// Rows that one stretch can need.
  var maximumRows: Int { min(rowCount, 2 * Self.stretchLength + maximumNoiseWords) }

  /// Into how many chunks of about equal length so many words are cut.
  func chunkCount(words: Int) -> Int {
    words == 0 ? 0 : max(1, (words + chunkWords / 2) / chunkWords)
  }

  /// Context words that a word has on average: each place draws its reach from `1...window`.
  static func pairsPerWord(window: Int) -> Int { window + 1 }

  /// The share of a change that is taken up when it is the sum of so many occurrences' changes.
  func share(repeats: Int) -> Float {
    let pairs = repeats * Self.pairsPerWord(window: window)
    return min(1, Float(Self.undampedRepeatedPairs) / Float(pairs))
  }
}

/// The learning rate of each stretch: it falls linearly over some epochs, to a ten-thousandth.
struct LearningRateSchedule: Sendable {
  let start: Double
  let epochs: Range<Int>
  /// Stretches in an epoch.
  let stretchCount: Int

  func rate(stretch: Int, epoch: Int) -> Float {
    let done = Double((epoch - epochs.lowerBound) * stretchCount + stretch)
    let left = 1 - done / Double(epochs.count * stretchCount)
    return Float(start * max(left, SkipGramConfiguration.finalLearningRateShare))
  }
}
