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
  let encoder: WeightedEncoder
  let index: NGramIndex
  let features: TextFeatures
  /// The texts of each source.
  let sources: [Range<Int>]
  /// The first texts of each source, for what each fit does anew.
  let samples: [Range<Int>]
  /// Texts like those that the model will read: the last sample.
  let reference: Range<Int>
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
    var done = (texts: 0, inputBytes: 0)
    var parts: [(name: String, texts: EncodedTexts)] = []
    for source in sources {
      let before = done
      let (texts, _) = try EncodedTexts.read(
        source, options: options, limit: configuration.documentLimit, embeddings: embeddings,
        threads: threads
      ) { texts, inputBytes in
        done = (before.texts + texts, before.inputBytes + inputBytes)
        progress(done.texts, done.inputBytes)
      }
      parts.append((source.name, texts))
    }
    if parts.isEmpty, !labelled.isEmpty {
      let texts = try EncodedTexts(labelled.lazy.map(\.text), embeddings: embeddings)
      parts.append(("the labelled texts", texts))
    }
    try self.init(embeddings, parts, configuration, threads: threads)
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
    try self.init(embeddings, parts, configuration, threads: threads)
  }

  private init(
    _ embeddings: PretrainedEmbeddings, _ parts: [(name: String, texts: EncodedTexts)],
    _ configuration: FitConfiguration, threads: Int
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
        throw FileError(
          .unknownWords, file: name, problem: "none of its words is known to the vectors",
          remedy: "use vectors that were trained on text of the same language and kind")
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
    samples = sources.map { $0.prefix(FitConfiguration.sampledDocuments) }
    reference = samples.last ?? 0..<0
    let counts =
      vectors.vocabulary.tokenCount > 0
      ? vectors.vocabulary.counts : all.counts(vocabularySize: vectors.vocabularySize)
    encoder = WeightedEncoder(
      vectors: vectors,
      weights: configuration.weighsByFrequency
        ? FrequencyWeights(counts: counts) : FrequencyWeights(uniformFor: vectors.vocabularySize))
    var index = NGramIndex(wordCount: vectors.vocabularySize)
    index.addPairs(of: all, minimumTexts: Self.leastDocumentsOfPair, threads: threads)
    self.index = index
    features = TextFeatures(all, encoder: encoder, index: index, threads: threads)
    metric =
      configuration.usesDocumentMetric
      ? DocumentMetric(of: all, samples, encoder: encoder, threads: threads) : nil
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
