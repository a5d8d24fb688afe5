import GRDB
import SentimentTextProcessing
import SentimentTransferLearning

/// What a project's owner may say of how its models learn from labels.
struct LearningSettings: Codable, Sendable, Equatable {
  /// How much more the texts of some labels count than those of others.
  var labelWeights = LabelWeights.equal
  /// What the answers shall be best by; `nil` for the share of right ones.
  var metric: LabelThresholds.Metric?
  /// The name of a further label for texts that have none of the others: it is learned from texts of which a person
  /// said so, and from open ones that are unlike all that have a label. `nil` where there is none.
  var noneLabel: String?

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    labelWeights = try values.decodeIfPresent(LabelWeights.self, forKey: .labelWeights) ?? .equal
    metric = try values.decodeIfPresent(LabelThresholds.Metric.self, forKey: .metric)
    noneLabel = try values.decodeIfPresent(String.self, forKey: .noneLabel)
  }

  /// - Throws: `Refusal` when they can't be used, or not together.
  func check(isMultiLabel: Bool) throws(Refusal) {
    if case .given(let weights) = labelWeights {
      for (name, weight) in weights where !Self.possibleWeights.contains(weight) {
        throw Refusal.invalid(
          "the weight of \"\(name)\" is \(weight); give one from"
            + " \(Self.possibleWeights.lowerBound) to \(Self.possibleWeights.upperBound)")
      }
    }
    guard metric == nil || noneLabel == nil else {
      throw Refusal.invalid(
        "a label for none of these is judged by how many answers are right, not by macro-F1;"
          + " leave \"metric\" or \"noneLabel\" out")
    }
    guard self == LearningSettings() || !isMultiLabel else {
      throw Refusal.conflict(
        "\"learning\" is for projects in which each text has one label; leave it out")
    }
  }

  private static let possibleWeights = 0.001...1000.0

  /// What texts count, by the labels that there are among them.
  func weights(of texts: [LabelledText]) -> LabelWeights {
    guard case .given(let weights) = labelWeights else { return labelWeights }
    let labels = Set(texts.lazy.map(\.label))
    return .given(weights.filter { labels.contains($0.key) })
  }
}

/// In the database they are JSON.
extension LearningSettings: DatabaseValueConvertible {}
