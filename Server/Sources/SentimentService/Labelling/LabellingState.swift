import SentimentTextProcessing
import SentimentTransferLearning

/// What follows from the texts, the labels and the live version.
struct LabellingState: Sendable {
  var version: Int64
  var embeddings: PretrainedEmbeddings
  /// `nil` where the vectors know no word of the texts.
  var adaptation: LabelFit?
  /// Texts that may be suggested.
  var candidates = CandidateTexts()
  var labels: [StoredLabel] = []
  /// `nil` before two labels have a text.
  var model: SentimentModel?
  /// What a cross-validation said of these labels.
  var answers: [OutOfFoldPrediction] = []
  /// Whether that is known, or that there is nothing to know.
  var isJudged = true
  /// Which changes of texts and of labels are in it; `nil` for none.
  var textRevision: Int?
  var revision: Int?
  /// Counts the labels that differed, so that what was found for others isn't taken for these.
  var edition = 0
  /// How accurate each version is, by the labels as they are now.
  var accuracies: [Int64: AccuracyPoint] = [:]
}

/// Some of the texts, read once.
struct CandidateTexts: Sendable {
  let texts: [StoredText]
  /// `nil` where the vectors know no word of the texts.
  let pool: TextPool?

  init() { (texts, pool) = ([], nil) }

  init(_ texts: [StoredText], statistics: UnlabelledStatistics?) throws {
    self.texts = texts
    pool = try statistics.map { try TextPool(texts.map(\.text), statistics: $0) }
  }
}
