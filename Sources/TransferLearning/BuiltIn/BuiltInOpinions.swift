import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing

/// What the built-in model `general` says of a text by the vector of the built-in encoder alone: a linear
/// model with two outputs, whether the text is for or against something, and whether it has no opinion.
struct BuiltInOpinions {
  /// Its output that is above 0 for a positive text.
  static let polarity = 0
  static let outputCount = 2

  /// `[outputs × dimension]`.
  let weights: [Float]
  /// `[outputs]`.
  let bias: [Double]

  /// How much of the logits of `negative`, `neutral` and `positive` each output is.
  private static let mix: [[Float]] = [[-1, 0, 1], [-0.5, 1, -0.5]]

  /// - Throws: `FileError` when the program is damaged.
  init() throws {
    guard let model = try SentimentModel(embedded: SentimentModel.generalName),
      case .encoder(let classifier) = model.head,
      model.labels == ["negative", "neutral", "positive"]
    else { preconditionFailure("\(SentimentModel.generalName) is part of the program and sound") }
    let dimension = classifier.encoder.dimension
    weights = Self.mix.flatMap { mix in
      (0..<dimension).map { column in
        mix.enumerated().reduce(0) {
          $0 + $1.element * classifier.weights[$1.offset * dimension + column]
        }
      }
    }
    bias = Self.mix.map { mix in
      zip(mix, classifier.terms.bias).reduce(0) { $0 + Double($1.0 * $1.1) }
    }
  }
}
