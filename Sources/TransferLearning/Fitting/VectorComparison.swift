import SentimentTextProcessing

/// Chooses among models that were fitted to the same labelled texts on different word vectors: the
/// one whose cross-validation answered most of the texts right.
///
/// Texts in which vectors know no word count as answered wrong, so that vectors don't win by knowing
/// easy texts alone. A later one must beat those before it by more than chance would: of the texts
/// on which they differ, it must win more than it loses by a standard deviation (McNemar 1947).
public struct VectorComparison: Sendable {
  private var best: Best?
  private var trials: [ModelCard.VectorTrial] = []

  private struct Best {
    let fitted: (model: SentimentModel, answers: [OutOfFoldPrediction])
    let card: ModelCard
    let name: String
    /// The places of the texts that were answered right.
    let right: Set<Int>
  }

  public init() {}

  /// - Parameters:
  ///   - fitted: what ``LinearFitter`` made of the labelled texts on these vectors.
  ///   - name: what the comparison calls the vectors.
  /// - Throws: `FileError` when the model has no estimate of its accuracy.
  public mutating func add(
    _ fitted: (model: SentimentModel, answers: [OutOfFoldPrediction]), name: String
  ) throws {
    guard case .terms(_, let card) = fitted.model.head, let estimate = card.estimate else {
      throw FileError(
        .tooFewLabels, file: name, setting: .embeddings,
        problem: "too few labelled texts to compare these vectors with others",
        remedy: "give two texts of each label in which they know a word, or one \(.embeddings)")
    }
    let knownShare = 1 - Double(card.unknownTextCount) / Double(card.textCount)
    let accuracy = estimate.accuracy * knownShare
    let vectors = fitted.model.embeddings.vectors
    trials.append(
      ModelCard.VectorTrial(
        name: name, vocabularySize: vectors.vocabularySize, dimension: vectors.dimension,
        unknownTextCount: card.unknownTextCount, accuracy: accuracy))
    let right = Set(fitted.answers.lazy.filter(\.isRight).map(\.index))
    if best.map({ Self.isBetter(right, than: $0.right) }) ?? true {
      best = Best(fitted: fitted, card: card, name: name, right: right)
    }
  }

  private static func isBetter(_ challenger: Set<Int>, than champion: Set<Int>) -> Bool {
    let wins = challenger.subtracting(champion).count
    let losses = champion.subtracting(challenger).count
    return Double(wins - losses) > Double(wins + losses).squareRoot()
  }

  /// What was fitted on the best vectors, with the comparison in the model's card; `nil` before any
  /// was added.
  public var chosen: (model: SentimentModel, answers: [OutOfFoldPrediction])? {
    guard let best, case .terms(let classifier, _) = best.fitted.model.head else { return nil }
    var card = best.card
    card.vectorTrials = trials
    card.vectors = best.name
    return (best.fitted.model.replacingHead(by: .terms(classifier, card)), best.fitted.answers)
  }
}
