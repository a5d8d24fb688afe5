import SentimentTextProcessing
import SentimentTransferLearning

/// A model of some labels, with what a cross-validation says of it.
///
/// It is judged by the labels of texts that came as they were: those that were asked for at random (``HeldTexts``)
/// and those that came with files. The others were suggested because the model was unsure of them.
struct JudgedModel: Sendable {
  let model: SentimentModel
  /// The labels that the cross-validation looked at.
  let labels: [StoredLabel]
  /// `nil` where none of the labels tells how accurate the model is.
  let estimate: LabelEstimate?
  /// What each text got from a model that was learned without it.
  let answers: [JudgedAnswer]
  private let fitted: Fitted

  /// To labels of which a text has one, or any number.
  private enum Fitted {
    case one(FittedModel)
    case several(FittedMultiLabelModel)
  }

  /// - Parameters:
  ///   - fitted: to these labels.
  ///   - model: what answers, where more labels were learned than the cross-validation looked at.
  init(_ fitted: FittedModel, _ labels: [StoredLabel], model: SentimentModel? = nil) {
    self.model = model ?? fitted.model
    self.labels = labels
    self.fitted = .one(fitted)
    estimate = fitted.estimate(on: labels.sample, of: labels.labelledTexts).map(LabelEstimate.init)
    answers = fitted.outOfFold.map(JudgedAnswer.init)
  }

  /// The same where a text may have any number of labels.
  init(_ fitted: FittedMultiLabelModel, _ labels: [StoredLabel], model: SentimentModel? = nil) {
    self.model = model ?? fitted.model
    self.labels = labels
    self.fitted = .several(fitted)
    estimate = fitted.estimate(on: labels.sample, of: labels.multiLabelTexts)
      .map(LabelEstimate.init)
    answers = fitted.outOfFold.map {
      JudgedAnswer($0, names: fitted.model.labels, truth: labels[$0.index].label)
    }
  }

  /// The answers that it is judged by.
  var judgedAnswers: [JudgedAnswer] {
    let sample = labels.sample
    return answers.filter { sample.contains($0.index) }
  }
  /// Of all these labels, though not all are a sample: for choosing between models that learned the same ones.
  var accuracyOfAll: Double {
    switch fitted {
    case .one(let fitted): fitted.model.card.estimate?.accuracy ?? 0
    case .several(let fitted):
      fitted.model.card.multiLabelTraining?.estimate?.report.micro.f1 ?? 0
    }
  }
  /// The model that the cross-validation found best; further ones are learned as it was.
  var precedent: SentimentModel {
    switch fitted {
    case .one(let fitted): fitted.model
    case .several(let fitted): fitted.model
    }
  }

  /// Whether it beats a model of the same labels by more than chance would.
  func isMoreAccurate(than other: JudgedModel) -> Bool {
    switch (fitted, other.fitted) {
    case (.one(let own), .one(let other)): own.isMoreAccurate(than: other, on: labels.sample)
    case (.several(let own), .several(let other)):
      own.isMoreAccurate(than: other, on: labels.sample)
    default: false
    }
  }
}

extension StoredLabel {
  /// Whether the text is one of a sample of the user's texts, and wasn't chosen by what a model makes of it.
  var isOfSample: Bool { isUploaded || HeldTexts.contains(id) }
}

extension [StoredLabel] {
  /// The indices of the texts that are a sample of the user's.
  var sample: Set<Int> { Set(indices.filter { self[$0].isOfSample }) }

  /// Those that a cross-validation looks at: of many, half are of the sample where there are so many, and all are
  /// spread evenly.
  func examined(atMost most: Int) -> [StoredLabel] {
    guard count > most else { return self }
    let (sample, others) = (filter(\.isOfSample), filter { !$0.isOfSample })
    let sampleCount = Swift.min(sample.count, Swift.max(most / 2, most - others.count))
    return sample.spread(sampleCount) + others.spread(most - sampleCount)
  }

  private func spread(_ most: Int) -> [StoredLabel] {
    guard count > most else { return self }
    return (0..<most).map { self[$0 * count / most] }
  }
}
