import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What `sentiment_fit` and `sentiment_diagnose` may be told; the names are those of the command line.
struct FitSettings: Settings {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case seed, threads, seedWords, unlabelledFiles, embeddings, encoder, abstain, labelShares
    case labelWeights, textWeights, optimize, noneOfThese, multiLabel, without, pieces, cache
  }

  enum Encoder: String, Decodable {
    case `default`, none
  }

  var seed: UInt64?
  var threads: Int?
  var seedWords: [String: [String]]?
  var unlabelledFiles: [String]?
  var embeddings: [String]?
  var encoder: Encoder?
  var abstain: Double?
  var labelShares: [String: Double]?
  var labelWeights: LabelWeights?
  var textWeights: [Double]?
  var optimize: LabelThresholds.Metric?
  var noneOfThese: String?
  var multiLabel: Bool?
  var without: [String]?
  var pieces: Bool?
  var cache: String?

  /// What messages call the labelled texts.
  static let name = "the labelled texts"

  /// A fit with these settings.
  ///
  /// - Parameters:
  ///   - texts: labelled ones, and such as have no label.
  ///   - unlabelled: further ones.
  /// - Throws: `FileError` when a setting can't be.
  func fit(
    _ texts: PartlyLabelled, _ unlabelled: GivenTexts, _ progress: ProgressFunction
  ) throws -> BestFit {
    var fit = BestFit()
    if let seed { fit.configuration.seed = seed }
    fit.threads = try .threads(threads)
    // In an order of its own: a dictionary's differs from run to run.
    fit.seedWords = (seedWords ?? [:]).sorted { $0.key < $1.key }.map {
      SeedWords(label: $0.key, words: $0.value)
    }
    fit.configuration.labelShares = labelShares ?? [:]
    fit.configuration.labelWeights = labelWeights ?? .equal
    fit.configuration.metric = optimize
    fit.configuration.noneLabel = noneOfThese
    if pieces == true { fit.configuration.parts.insert(.passages) }
    fit.configuration.parts.subtract(try parts())
    if let abstain {
      guard abstain > 0, abstain < 1 else {
        throw FileError(
          .invalidSetting, file: "abstain", problem: "is \(abstain)",
          remedy: "give a fraction between 0 and 1, such as 0.95")
      }
      fit.precision = abstain
    }
    if encoder == Encoder.none { fit.asking = .never }
    fit.cache = cache.map(VectorCache.init)
    fit.vectors = (embeddings ?? []).map { path in
      BestFit.Vectors(name: path) {
        try EmbeddingsImport(
          contentsOf: path,
          keeping: try WordSelection(
            firstCount: EmbeddingsImport.defaultWordCount, andWordsOf: texts.labelled)
        ).embeddings
      }
    }
    fit.unlabelled =
      texts.withoutLabel.isEmpty
      ? [] : [.texts(texts.withoutLabel, name: "the texts without a label")]
    if unlabelled.count > 0 {
      fit.unlabelled.append(.texts(unlabelled.strings, name: "the unlabelled texts"))
    }
    fit.unlabelled += (unlabelledFiles ?? []).map(CorpusSource.init(path:))
    fit.cancellation = progress.cancellation
    fit.report = { event in event.progress.map(progress.report) }
    return fit
  }

  private func parts() throws -> [FitConfiguration.Part] {
    try (without ?? []).map { name in
      guard let part = FitConfiguration.Part(name: name) else {
        let names = FitConfiguration.Part.allCases.compactMap(\.name).joined(separator: ", ")
        throw FileError(
          .invalidSetting, file: "without", problem: "there is no part \"\(name.onOneLine)\"",
          remedy: "the parts are \(names)")
      }
      return part
    }
  }
}

/// Texts with their labels, and those that have none.
struct PartlyLabelled {
  /// Without labels where a text may have any number of them.
  private(set) var labelled: [LabelledText] = []
  /// The same texts where they may.
  private(set) var multiLabelled: [MultiLabelText] = []
  private(set) var withoutLabel: [String] = []

  /// - Parameters:
  ///   - isMultiLabel: whether each label is a JSON list of them.
  ///   - weights: of the texts; `nil` where each counts 1.
  /// - Throws: `ArgumentError` when there isn't a label, or a weight, for each text.
  init(
    _ texts: GivenTexts, _ labels: GivenTexts, isMultiLabel: Bool = false, weights: [Double]? = nil
  ) throws {
    if let weights, weights.count != texts.count {
      throw ArgumentError("there are \(texts.count) texts and \(weights.count) weights")
    }
    guard texts.count == labels.count else {
      throw ArgumentError("there are \(texts.count) texts and \(labels.count) labels")
    }
    for index in 0..<texts.count {
      let (label, text) = (labels.string(index), texts.string(index))
      let weight = weights?[index] ?? 1
      if label.isEmpty {
        withoutLabel.append(text)
      } else if isMultiLabel {
        guard let several = JSONText.decode([String].self, from: label) else {
          throw ArgumentError("the labels of text \(index) are no JSON list of strings")
        }
        labelled.append(LabelledText(label: "", text: text, line: index + 1))
        multiLabelled.append(
          MultiLabelText(labels: several, text: text, line: index + 1, weight: weight))
      } else {
        labelled.append(LabelledText(label: label, text: text, line: index + 1, weight: weight))
      }
    }
  }
}
