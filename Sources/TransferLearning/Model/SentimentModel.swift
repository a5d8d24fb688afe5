import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A pre-trained encoder with a classifier adapted to some labels: from a text to a label.
public struct SentimentModel: Sendable {
  public let embeddings: PretrainedEmbeddings
  /// The labels, in the order of the classifier's outputs.
  public let labels: [String]
  /// The labels' shares in the training texts: the probabilities where no word is known.
  public let prior: [Double]
  package internal(set) var head: Head {
    didSet { classifiers = ClassifierPool() }
  }
  /// What the model learned from, how, and how well.
  public package(set) var card: ModelCard
  /// When it gives no answer; `nil` where it answers always.
  public internal(set) var abstention: Abstention? {
    didSet { classifiers = ClassifierPool() }
  }
  /// From which probability on it gives a text a label; `nil` where it gives each text one label, the likeliest.
  public internal(set) var thresholds: LabelThresholds? {
    didSet { classifiers = ClassifierPool() }
  }
  /// How much time a text takes, where the model has an encoder.
  public var speed = ClassifierSpeed.balanced {
    didSet { classifiers = ClassifierPool() }
  }
  /// Whether it knows so many words of its languages that a text without them is in another; where it doesn't,
  /// an encoder knows texts by the pieces of their words.
  var knowsLanguagesByWords = false
  /// The places of the labels that it answers with; `nil` for all.
  private(set) var answers: [Int]? {
    didSet { classifiers = ClassifierPool() }
  }
  /// What messages call the model: its file, once it was read from one.
  var name = "the model" {
    didSet { classifiers = ClassifierPool() }
  }
  /// What classifies by this model; copies of the model share it.
  var classifiers = ClassifierPool()

  /// The labels that it answers with: all, or those of ``answering(with:)``.
  public var answerLabels: [String] { answers.map { $0.map { labels[$0] } } ?? labels }

  /// Whether it gives a text any number of labels.
  public var isMultiLabel: Bool { thresholds != nil }

  /// Their probabilities where no word is known.
  var answerPrior: [Double] {
    TextClassifier.restricted(prior, to: answers, sumToOne: !isMultiLabel)
  }

  /// Bytes of texts that a thread takes at a time: an encoder needs seconds for what words need
  /// milliseconds for.
  package var batchSize: Int {
    head.encoder == nil || speed == .fast
      ? DocumentBatchReader.usualSize : Self.encodedBatchSize
  }

  private static let encodedBatchSize = 1 << 13

  /// What held-out texts say of its accuracy on new texts; `nil` where there were too few.
  public var estimate: ModelCard.Estimate? { card.estimate }

  /// The same model, which answers with some of its labels alone, as if the others weren't possible.
  ///
  /// - Throws: `FileError` when the model doesn't have one of them, or there are fewer than two.
  public func answering(with labels: [String]) throws(FileError) -> SentimentModel {
    if let unknown = labels.first(where: { !self.labels.contains($0) }) {
      throw FileError.unknownLabel(unknown, of: self.labels, model: name)
    }
    guard Set(labels).count > 1 else {
      throw FileError(
        .tooFewLabels, file: name, problem: "a model chooses between two labels at least",
        remedy: "name two of its labels")
    }
    var model = self
    model.answers = self.labels.indices.filter { labels.contains(self.labels[$0]) }
    return model
  }

  /// The same model, which gives no answer where it isn't sure enough.
  ///
  /// - Parameters:
  ///   - precision: the share of right answers among those given that is promised, in `(0, 1)`.
  ///   - answers: on the labelled texts, by models that didn't learn from them.
  ///   - name: what messages call the labelled texts.
  /// - Throws: `FileError` when the answers can't show such a precision.
  public func promising(
    precision: Double, by answers: [OutOfFoldPrediction], name: String
  ) throws -> SentimentModel {
    var model = self
    model.abstention = try Abstention(promising: precision, by: answers, name: name)
    return model
  }
}
