import SentimentClassification
import SentimentTransferLearning

/// How the labels are told apart, by cross-validation.
struct LabelEvaluation: Codable, Sendable {
  struct Mistake: Codable, Sendable {
    let id: Int64
    let text: String
    let truth: TextLabel
    let answer: TextLabel
    let probability: Double
  }

  /// Of the texts that the model is judged by; `nil` before there are any.
  let report: ClassificationReport?
  /// The same where a text may have any number of labels.
  let multiLabelReport: MultiLabelReport?
  /// In the order of their names.
  let labels: [String]
  /// Of all labelled texts; those first of which the right label seemed least probable.
  let mistakes: [Mistake]
  /// Whether a cross-validation with the latest labels is under way.
  let judging: Bool

  private static let mistakeLimit = 10

  init(_ state: LabellingState, judging: Bool) {
    self.judging = judging
    let names = state.usedNames
    guard let judged = state.answeringValidation?.judged else {
      (labels, report, multiLabelReport, mistakes) = (names, nil, nil, [])
      return
    }
    // None of these may be answered before a person has said it of a text.
    labels = names + judged.model.labels.filter { !names.contains($0) }
    multiLabelReport = judged.estimate?.report
    report = state.isMultiLabel ? nil : Self.report(judged, labels)
    mistakes = judged.answers.filter { !$0.isRight }
      .sorted { ($0.probabilityOfTruth, $0.index) < ($1.probabilityOfTruth, $1.index) }
      .prefix(Self.mistakeLimit).map {
        let text = judged.labels[$0.index]
        return Mistake(
          id: text.id, text: text.text, truth: text.label, answer: $0.label,
          probability: $0.probability)
      }
  }

  private static func report(_ judged: JudgedModel, _ labels: [String]) -> ClassificationReport? {
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    func place(_ label: TextLabel) -> Int { places[label.names[0]]! }
    var matrix = ConfusionMatrix(labelCount: labels.count)
    // Of texts that are copies of each other, the first counts.
    var seen: Set<Int> = []
    for answer in judged.judgedAnswers where seen.insert(answer.group).inserted {
      matrix.add(truth: place(judged.labels[answer.index].label), answer: place(answer.label))
    }
    return seen.isEmpty ? nil : ClassificationReport(matrix, labels: labels)
  }
}
