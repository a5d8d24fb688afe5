import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a network that reads words in their order to labelled texts, and estimates its accuracy on
/// new texts by cross-validation.
public struct RecurrentFitter: Sendable {
  public let configuration: ClassifierConfiguration
  /// The result doesn't depend on it.
  public var threads = 1
  /// Whether the accuracy is estimated; it takes a training for each fold.
  public var crossValidates = true
  /// Called after each epoch of the model's training with its number and its loss.
  public var trainingProgress: @Sendable (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  /// Called with the share of the cross-validation that is done, by several threads.
  public var validationProgress: @Sendable (Double) -> Void = { _ in }

  public init(_ configuration: ClassifierConfiguration = EncoderKind.lstm.configuration) {
    self.configuration = configuration
  }

  /// - Parameter name: what messages call the texts, usually their file.
  /// - Returns: the model, and what each text with a known word got from one that was learned without
  ///   it; none where there was no cross-validation.
  /// - Throws: `FileError` when there are fewer than two labels, or no text has a known word.
  public func fitWithCrossValidation(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, name: String
  ) throws -> (model: SentimentModel, answers: [OutOfFoldPrediction]) {
    var adapter = NetworkFitter(configuration, encoder: .lstm)
    adapter.progress = trainingProgress
    let model = try adapter.adapt(embeddings, to: texts, name: name)
    adapter.progress = { _, _ in }
    guard crossValidates, case .recurrent(let network, var adaptation) = model.head else {
      return (model, [])
    }
    let encoded = try EncodedTexts(texts.lazy.map(\.text), embeddings: embeddings)
    let known = texts.indices.filter { encoded.wordCount($0) > 0 }
    guard let judged = try judge(texts, known, adapter, model, name) else { return (model, []) }
    adaptation.estimate = judged.estimate
    return (model.replacingHead(by: .recurrent(network, adaptation)), judged.answers)
  }

  /// - Parameter known: the places of the texts with a known word.
  /// - Returns: `nil` when a label has fewer than two of them.
  private func judge(
    _ texts: [LabelledText], _ known: [Int], _ adapter: NetworkFitter, _ model: SentimentModel,
    _ name: String
  ) throws -> (estimate: ModelCard.Estimate, answers: [OutOfFoldPrediction])? {
    let numbers = Dictionary(uniqueKeysWithValues: model.labels.enumerated().map { ($1, $0) })
    let labels = known.map { numbers[texts[$0].label]! }
    guard let count = Folds.count(labels: labels, labelCount: model.labels.count) else {
      return nil
    }
    let folds = Folds(
      labels: labels, labelCount: model.labels.count, count: count,
      using: SeededGenerator(seed: configuration.seed).stream(0)
    ).numbers
    var left = (0..<count).makeIterator()
    let collected = Collected()
    let progress = ShareCount(of: count, validationProgress)
    try OrderedPipeline<Int, [OutOfFoldPrediction]>(threads: min(threads, count)).run(
      next: { left.next() },
      makeWorker: {
        { fold in
          let training = known.indices.filter { folds[$0] != fold }.map { texts[known[$0]] }
          let classifier = try adapter.adapt(model.embeddings, to: training, name: name)
            .makeClassifier()
          return try known.indices.filter { folds[$0] == fold }.map { row in
            let answer = try classifier.answer(texts[known[row]].text.utf8Span.span)
            return OutOfFoldPrediction(
              index: known[row], label: model.labels[answer.label],
              probability: answer.probability, isRight: answer.label == labels[row],
              probabilityOfTruth: answer.probabilities[labels[row]])
          }
        }
      },
      take: {
        collected.answers += $0
        progress.add()
      })
    let answers = collected.answers.sorted { $0.index < $1.index }
    let accuracy = Double(answers.count(where: \.isRight)) / Double(answers.count)
    let estimate = ModelCard.Estimate(
      accuracy: accuracy, textCount: answers.count, folds: count, repetitions: 1)
    return (estimate, answers)
  }

  /// Lets closures share what comes.
  private final class Collected {
    var answers: [OutOfFoldPrediction] = []
  }
}
