import SentimentTextProcessing

/// Chooses among models that were fitted to the same labelled texts on different word vectors: the
/// one whose cross-validation answered most of the texts right.
///
/// Texts in which vectors know no word count as answered wrong, so that vectors don't win by knowing
/// easy texts alone. A later one must beat those before it by more than chance would (``McNemar``).
struct VectorComparison {
  private var best: Entry
  private var trials: [ModelCard.VectorTrial]

  private struct Entry {
    let fitted: FittedModel
    let name: String
    /// Which of all labelled texts were answered right.
    let isRight: [Bool]
    let trial: ModelCard.VectorTrial

    init(_ fitted: FittedModel, name: String) throws(FileError) {
      let (card, vectors) = (fitted.model.card, fitted.model.embeddings.vectors)
      guard let estimate = card.estimate else {
        throw FileError(
          .tooFewLabels, file: name, setting: .embeddings,
          problem: "too few labelled texts to compare these vectors with others",
          remedy: "give two texts of each label in which they know a word, or one \(.embeddings)")
      }
      self.fitted = fitted
      self.name = name
      var isRight = [Bool](repeating: false, count: card.textCount)
      for (answer, right) in zip(fitted.outOfFold, fitted.isRightAtLabelledShares) {
        isRight[answer.index] = right
      }
      self.isRight = isRight
      let knownFraction = 1 - Double(card.unknownTextCount) / Double(card.textCount)
      trial = ModelCard.VectorTrial(
        name: name, vocabularySize: vectors.vocabularySize, dimension: vectors.dimension,
        unknownTextCount: card.unknownTextCount, accuracy: estimate.accuracy * knownFraction)
    }
  }

  /// - Parameters:
  ///   - fitted: what a fitter made of the labelled texts on the first vectors.
  ///   - name: what the comparison calls the vectors.
  /// - Throws: `FileError` when the model has no estimate of its accuracy.
  init(_ fitted: FittedModel, name: String) throws(FileError) {
    best = try Entry(fitted, name: name)
    trials = [best.trial]
  }

  /// The same for further vectors.
  mutating func add(_ fitted: FittedModel, name: String) throws(FileError) {
    let entry = try Entry(fitted, name: name)
    trials.append(entry.trial)
    if McNemar.ofVectors.isBetter(
      entry.isRight, than: best.isRight, groups: entry.fitted.groups)
    {
      best = entry
    }
  }

  /// What was fitted on the best vectors, with the comparison in the model's card.
  var chosen: FittedModel {
    var fitted = best.fitted
    fitted.model.card.vectorTrials = trials
    fitted.model.card.vectors = best.name
    return fitted
  }
}
