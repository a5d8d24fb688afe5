import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a model of texts that may have any number of labels: for each label a linear model that tells the texts with
/// the label from those without, by the same features (one versus the rest), and a threshold for its probability.
public struct MultiLabelFitter: Sendable {
  /// What fits each label's model: with a cross-validation or without, on how many threads.
  public var labelFitter: LinearFitter
  /// A model of labels like these: methods, calibrations and thresholds of its labels are taken where there is no
  /// cross-validation.
  public var precedent: SentimentModel?

  /// - Parameter labelFitter: what fits each label's model; without names of labels.
  public init(_ labelFitter: LinearFitter) {
    self.labelFitter = labelFitter
    // Thresholds are chosen at the labelled texts' shares.
    self.labelFitter.estimatesShares = false
  }

  /// - Parameter name: what messages call the labelled texts, usually their file.
  /// - Throws: `FileError` when there are fewer than two labels, all texts have one of them, or no word is known.
  public func fit(
    _ texts: [MultiLabelText], name: String = "the labelled texts"
  ) throws -> SentimentModel {
    try fitWithCrossValidation(texts, name: name).model
  }

  /// The same, with what each labelled text got from models that were learned without it.
  public func fitWithCrossValidation(
    _ texts: [MultiLabelText], name: String = "the labelled texts"
  ) throws -> FittedMultiLabelModel {
    try fit(texts, name: name) { fitted, _ in fitted }
  }

  /// The same on a thread of its own; when the task is cancelled, it ends within a tenth of a second.
  public func fitInBackground(_ texts: [MultiLabelText]) async throws -> FittedMultiLabelModel {
    try await runInBackground { cancellation in
      var fitter = self
      fitter.labelFitter.cancellation = cancellation
      return try fitter.fitWithCrossValidation(texts)
    }
  }

  /// - Parameter improve: makes a better model of a label of its model by words, where there is one.
  func fit(
    _ texts: [MultiLabelText], name: String,
    improve: (FittedModel, [LabelledText]) throws -> FittedModel
  ) throws -> FittedMultiLabelModel {
    let labels = try Self.labels(of: texts, name)
    var fitter = labelFitter
    let groups = try fitter.groups ?? TextGroups(texts.lazy.map(\.text))
    fitter.groups = groups
    var parts: [FittedModel] = []
    for (place, label) in labels.enumerated() {
      let own = texts.map {
        LabelledText(
          label: Rest.name($0.labels.contains(label)), text: $0.text, line: $0.line,
          weight: $0.weight)
      }
      fitter.precedent = precedent?.training(of: label)
      fitter.progress = { [progress = labelFitter.progress] part in
        progress(part.part(place, of: labels.count))
      }
      parts.append(try improve(try fitter.fitWithCrossValidation(own, name: name), own))
    }
    return model(of: parts, labels, texts, groups)
  }

  /// All labels in order.
  private static func labels(of texts: [MultiLabelText], _ name: String) throws -> [String] {
    var counts: [String: Int] = [:]
    for label in texts.lazy.flatMap(\.labels) { counts[label, default: 0] += 1 }
    guard counts.count > 1 else {
      throw FileError(
        .tooFewLabels, file: name,
        problem: counts.keys.first.map { "its only label is \"\($0)\"" } ?? "no text has a label",
        remedy: "give texts of at least two labels")
    }
    if let label = counts.filter({ $0.value == texts.count }).keys.min() {
      throw FileError(
        .tooFewLabels, file: name, problem: "all its texts have the label \"\(label)\"",
        remedy: "give texts without it too, or leave it out")
    }
    return counts.keys.sorted()
  }

  private func model(
    of parts: [FittedModel], _ labels: [String], _ texts: [MultiLabelText], _ groups: TextGroups
  ) -> FittedMultiLabelModel {
    let answers = MultiLabelAnswers(
      parts, labels: labels, texts: texts, groups: groups,
      seed: labelFitter.statistics.configuration.seed)
    let counts = labels.map { label in texts.count { $0.labels.contains(label) } }
    let trainings = parts.compactMap(\.model.card.linearTraining)
    var training = MultiLabelTraining(
      configuration: trainings[0].configuration,
      labels: labels.indices.map { place in
        MultiLabelTraining.Label(
          label: labels[place], textCount: counts[place], method: trainings[place].method,
          calibration: trainings[place].calibration,
          asksEncoder: trainings[place].encoder != nil)
      }, unlabelledTextCount: trainings[0].unlabelledTextCount)
    training.estimate = answers?.estimate
    let card = parts[0].model.card
    var model = SentimentModel(
      embeddings: labelFitter.statistics.embeddings, labels: labels,
      prior: counts.map { LabelShares.labelled([texts.count - $0, $0])[1] },
      head: Head(joining: parts.map(\.model.head)),
      card: ModelCard(
        training: .multiLabel(training), textCount: texts.count,
        unknownTextCount: parts.map(\.model.card.unknownTextCount).min() ?? 0,
        copyCount: card.copyCount))
    model.thresholds =
      answers?.thresholds
      ?? LabelThresholds(
        metric: nil, probabilities: labels.map { precedent?.threshold(of: $0) ?? F1Threshold.none })
    return FittedMultiLabelModel(model: model, outOfFold: answers?.outOfFold ?? [], groups: groups)
  }
}

/// What a label's model tells apart; the second one is what it gives the probability of.
private enum Rest {
  static func name(_ hasLabel: Bool) -> String { hasLabel ? "1" : "0" }
}

extension SentimentModel {
  private func place(of label: String) -> Int? { labels.firstIndex(of: label) }

  /// How the model of one of the labels was learned; `nil` where it doesn't have the label.
  fileprivate func training(of label: String) -> LinearTraining? {
    guard let multiLabel = card.multiLabelTraining, let place = place(of: label) else { return nil }
    let own = multiLabel.labels[place]
    var training = LinearTraining(
      configuration: multiLabel.configuration, method: own.method, names: [],
      labelCounts: [card.textCount - own.textCount, own.textCount],
      unlabelledTextCount: multiLabel.unlabelledTextCount)
    training.calibration = own.calibration
    return training
  }

  fileprivate func threshold(of label: String) -> Double? {
    place(of: label).flatMap { thresholds?.probabilities[$0] }
  }
}

extension LearningProgress {
  /// The progress of one of several things that are done one after another.
  fileprivate func part(_ place: Int, of count: Int) -> LearningProgress {
    LearningProgress(
      phase, fractionCompleted: fractionCompleted.map { (Double(place) + $0) / Double(count) },
      detail: detail)
  }
}
