import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// What texts without labels tell, computed once for any number of adaptations.
public struct UnlabelledStatistics: Sendable {
  public let embeddings: PretrainedEmbeddings
  public let configuration: FitConfiguration
  /// The texts that were read, and of how many a word is known.
  public let textCount: Int
  public let knownTextCount: Int
  let encoder: SentenceEncoder
  let index: NGramIndex
  let features: TextFeatures
  /// The texts of each source.
  let sources: [Range<Int>]
  /// The first texts of each source, for what each fit does anew.
  let samples: [Range<Int>]
  /// Texts like those that the model will read: the last sample.
  let reference: Range<Int>
  /// Whether texts without labels were read, and not the labelled ones in their place.
  let hasUnlabelledTexts: Bool
  let metric: DocumentMetric?
  /// For learning from labels alone, beside the names of labels, and beside words and pairs.
  let labelsMap: FeatureMap
  let namesMap: FeatureMap
  let pairsMap: FeatureMap

  /// A pair of words counts when it stands in so many documents.
  private static let leastDocumentsOfPair = 10

  /// Reads the texts.
  ///
  /// - Parameters:
  ///   - sources: the last one has texts of the kind that the model will read: its features are
  ///     centred on them.
  ///   - labelled: further texts, the labels of which aren't used here. They serve where there is no
  ///     source.
  ///   - progress: called now and then with the number of texts read, and of bytes, compressed if
  ///     they are.
  /// - Throws: `FileError` when a source can't be read, or no text has a known word.
  public init(
    _ embeddings: PretrainedEmbeddings, reading sources: [CorpusSource],
    labelled: [LabelledText] = [], options: ReadingOptions = ReadingOptions(),
    configuration: FitConfiguration = FitConfiguration(), threads: Int = 1,
    progress: @escaping (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws {
    try self.init(
      embeddings,
      UnlabelledTexts(sources, options: options, threads: threads) {
        progress($0.documentCount, $0.inputByteCount)
      }, labelled: labelled, configuration: configuration, threads: threads)
  }

  /// The same for texts that other vectors share.
  init(
    _ embeddings: PretrainedEmbeddings, _ unlabelled: UnlabelledTexts, labelled: [LabelledText],
    configuration: FitConfiguration, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    var parts = try unlabelled.encoded(
      for: embeddings, documentLimit: configuration.documentLimit)
    let hasUnlabelledTexts = !parts.isEmpty
    if parts.isEmpty, !labelled.isEmpty {
      let texts = try EncodedTexts(labelled.lazy.map(\.text), embeddings: embeddings)
      parts.append(("the labelled texts", texts))
    }
    try self.init(
      embeddings, parts, hasUnlabelledTexts: hasUnlabelledTexts, configuration, threads: threads,
      cancellation: cancellation)
  }

  /// Takes texts that are in memory; where there are none, each word stands for a text.
  ///
  /// - Parameter name: what messages call the texts.
  /// - Throws: `FileError` when no text has a known word.
  public init(
    _ embeddings: PretrainedEmbeddings, texts: [String], name: String = "the texts",
    configuration: FitConfiguration = FitConfiguration(), threads: Int = 1
  ) throws {
    let first = texts.prefix(configuration.documentLimit)
    let parts =
      first.isEmpty ? [] : [(name, try EncodedTexts(first, embeddings: embeddings))]
    try self.init(
      embeddings, parts, hasUnlabelledTexts: !parts.isEmpty, configuration, threads: threads)
  }

  private init(
    _ embeddings: PretrainedEmbeddings, _ parts: [(name: String, texts: EncodedTexts)],
    hasUnlabelledTexts: Bool, _ configuration: FitConfiguration, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    let vectors = embeddings.vectors
    if let unsound = vectors.input.firstUnsoundRow {
      throw FileError(
        .damaged, file: "the vectors", problem: "row \(unsound) holds a number that isn't finite",
        remedy: "train the vectors again")
    }
    var all = EncodedTexts()
    var sources: [Range<Int>] = []
    for (name, texts) in parts {
      guard !texts.ids.isEmpty else {
        throw KnownTexts.noKnownWord(in: name)
      }
      sources.append(all.count..<all.count + texts.count)
      all.append(texts)
    }
    if parts.isEmpty {
      // With nothing to read, each word stands for a text.
      let words = 0..<min(vectors.vocabularySize, configuration.documentLimit)
      for id in words { all.append([id]) }
      sources = [words]
    }
    self.embeddings = embeddings
    self.configuration = configuration
    self.sources = sources
    self.hasUnlabelledTexts = hasUnlabelledTexts
    samples = sources.map { $0.prefix(FitConfiguration.sampledDocuments) }
    reference = samples.last ?? 0..<0
    let counts =
      vectors.vocabulary.tokenCount > 0
      ? vectors.vocabulary.counts : all.counts(vocabularySize: vectors.vocabularySize)
    encoder = SentenceEncoder(
      vectors,
      weights: configuration.parts.contains(.frequencyWeights)
        ? FrequencyWeights(counts: counts) : FrequencyWeights(uniformFor: vectors.vocabularySize))
    var index = NGramIndex(wordCount: vectors.vocabularySize)
    try index.addPairs(
      of: all, minimumTexts: Self.leastDocumentsOfPair, threads: threads,
      cancellation: cancellation)
    self.index = index
    features = try TextFeatures(
      all, encoder: encoder, index: index, threads: threads, cancellation: cancellation)
    metric =
      configuration.parts.contains(.documentMetric)
      ? try DocumentMetric(
        of: all, samples, encoder: encoder, threads: threads, cancellation: cancellation) : nil
    try cancellation.check()
    let means = Array(
      features.means[
        reference.lowerBound * vectors.dimension..<reference.upperBound * vectors.dimension])
    let center = Self.center(means, dimension: vectors.dimension)
    let identity = Self.identity(vectors.dimension)
    labelsMap = FeatureMap(metric?.map(power: 1) ?? identity, center: center, means: means)
    namesMap = FeatureMap(
      metric?.map(power: FitConfiguration.namesPower) ?? identity, center: center, means: means)
    pairsMap = FeatureMap(metric?.map(power: 0) ?? identity, center: center, means: means)
    textCount = all.count
    knownTextCount = (0..<all.count).count { all.wordCount($0) > 0 }
  }

  private static func center(_ means: [Float], dimension: Int) -> [Double] {
    var center = [Double](repeating: 0, count: dimension)
    for (index, number) in means.enumerated() { center[index % dimension] += Double(number) }
    let count = Double(max(1, means.count / dimension))
    return center.map { $0 / count }
  }

  private static func identity(_ dimension: Int) -> [Double] {
    (0..<dimension * dimension).map { $0 % (dimension + 1) == 0 ? 1 : 0 }
  }
}
