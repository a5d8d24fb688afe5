import SentimentClassification
import SentimentTransferLearning

/// How the labels are told apart, by cross-validation.
struct LabelEvaluation: Codable, Sendable {
  struct Mistake: Codable, Sendable {
    let id: Int64
    let text: String
    let truth: String
    let answer: String
    let probability: Double
  }

  /// `nil` before there are enough labels.
  let report: ClassificationReport?
  let labels: [String]
  /// Those first of which the right label seemed least probable.
  let mistakes: [Mistake]

  private static let mistakeLimit = 10

  init(_ state: LabellingState) {
    labels = Set(state.labels.map(\.label)).sorted()
    let predictions = state.answeringValidation?.predictions ?? []
    guard !predictions.isEmpty else {
      (report, mistakes) = (nil, [])
      return
    }
    var matrix = ConfusionMatrix(labelCount: labels.count)
    // Of texts that are copies of each other, the first counts.
    var seen: Set<Int> = []
    for prediction in predictions where seen.insert(prediction.group).inserted {
      matrix.add(
        truth: labels.firstIndex(of: state.labels[prediction.index].label)!,
        answer: labels.firstIndex(of: prediction.label)!)
    }
    report = ClassificationReport(matrix, labels: labels)
    mistakes = predictions.filter { $0.label != state.labels[$0.index].label }
      .sorted { ($0.probabilityOfTruth, $0.index) < ($1.probabilityOfTruth, $1.index) }
      .prefix(Self.mistakeLimit).map {
        let text = state.labels[$0.index]
        return Mistake(
          id: text.id, text: text.text, truth: text.label, answer: $0.label,
          probability: $0.probability)
      }
  }
}
