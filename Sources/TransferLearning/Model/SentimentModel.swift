import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A pre-trained encoder with a classifier adapted to some labels: from a text to a label.
public struct SentimentModel: Sendable {
  public let embeddings: PretrainedEmbeddings
  /// The labels, in the order of the classifier's outputs.
  public let labels: [String]
  /// The labels' shares in the training texts: the answer where no word is known.
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
  /// How much time a text takes, where the model has an encoder.
  public var speed = ClassifierSpeed.balanced {
    didSet { classifiers = ClassifierPool() }
  }
  /// What messages call the model: its file, once it was read from one.
  var name = "the model" {
    didSet { classifiers = ClassifierPool() }
  }
  /// What classifies by this model; copies of the model share it.
  var classifiers = ClassifierPool()

  /// What held-out texts say of its accuracy on new texts; `nil` where there were too few.
  public var estimate: ModelCard.Estimate? { card.estimate }

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
