import SentimentClassification
import SentimentTransferLearning

/// By what models are judged: how many of the answers are right or, where a text may have any number of labels, F1 of
/// all labels together.
enum LabelMeasure: String, Codable, Sendable {
  case accuracy
  case microF1 = "micro-F1"

  init(isMultiLabel: Bool) { self = isMultiLabel ? .microF1 : .accuracy }
}

/// What labels of texts that came as they were say of a model.
struct LabelEstimate: Sendable {
  /// What giving the same labels to all texts reaches at most.
  struct Baseline: Codable, Sendable, Equatable {
    let label: TextLabel
    let accuracy: Double
  }

  /// By the measure.
  let accuracy: Double
  /// The 95 % interval.
  let interval: ClosedRange<Double>
  /// The texts that tell it, copies counted once.
  let textCount: Int
  /// Labels that couldn't be held out.
  let unjudgedLabels: [String]
  let baseline: Baseline?
  /// Where a text may have any number of labels: all that is known.
  private(set) var report: MultiLabelReport?

  init(_ estimate: ModelCard.Estimate) {
    (accuracy, interval) = (estimate.accuracy, estimate.interval)
    textCount = estimate.textCount ?? 0
    unjudgedLabels = estimate.thinLabels ?? []
    baseline = estimate.majorityBaseline.map {
      Baseline(label: .one($0.label), accuracy: $0.accuracy)
    }
  }

  init(_ estimate: MultiLabelTraining.Estimate) {
    let report = estimate.report
    (accuracy, interval) = (report.micro.f1, report.micro.f1Interval)
    textCount = report.texts
    unjudgedLabels = estimate.untestedLabels
    baseline = Baseline(
      label: .several(report.baseline.labels), accuracy: report.baseline.microF1)
    self.report = report
  }
}
