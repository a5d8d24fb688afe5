import SentimentTextProcessing
import SentimentTransferLearning

/// How the server makes a model of vectors, the user's texts and a few labels: the one place that
/// says it.
///
/// What the texts tell without labels is computed once; a model for further labels then takes
/// milliseconds. The labels' names help where the vectors know all of them, unless a
/// cross-validation finds that they don't.
struct LabelFit: Sendable {
  /// A model with what a cross-validation says of it.
  struct Judged: Sendable {
    let model: SentimentModel
    let answers: [OutOfFoldPrediction]
    /// `nil` where a label has fewer than two texts.
    let estimate: ModelCard.Estimate?
  }

  /// So many texts are looked at, spread over all: with more, a model for a further label of long
  /// reviews takes longer than a person notices (docs/server.md).
  static let mostTexts = 8_000

  private(set) var names: [String] = []
  /// What the texts tell without labels.
  var statistics: UnlabelledStatistics { plain.statistics }
  private var plain: LinearFitter
  private var named: LinearFitter?
  /// Whether the names helped when that was last judged.
  var usesNames = true

  /// - Throws: `FileError` when no text has a known word.
  init(_ embeddings: PretrainedEmbeddings, texts: [String], names: [String]) throws {
    plain = try LinearFitter(UnlabelledStatistics(embeddings, texts: texts))
    plain.estimatesShares = false
    setNames(names)
  }

  /// Takes other names of the labels.
  mutating func setNames(_ names: [String]) {
    self.names = names
    usesNames = true
    // The names of labels may be anything; those that the vectors don't know are no help.
    named =
      names.count < 2
      ? nil
      : try? LinearFitter(
        plain.statistics, names: names.map { SeedWords(label: $0, words: [$0]) })
    named?.estimatesShares = false
  }

  /// Words of the labels, where they help.
  var helpfulNames: [SeedWords] { usesNames ? named?.names ?? [] : [] }

  /// A model at once, without a cross-validation.
  ///
  /// - Throws: `FileError` when there are fewer than two labels, or no word is known.
  func model(_ texts: [LabelledText]) throws -> SentimentModel {
    var fitter = usesNames ? named ?? plain : plain
    fitter.crossValidates = false
    return try fitter.fit(texts)
  }

  /// The model, with or without the names, that a cross-validation finds better.
  ///
  /// - Throws: `FileError` when there are fewer than two labels, or no word is known.
  func judged(_ texts: [LabelledText]) throws -> (judged: Judged, usesNames: Bool) {
    let plain = try judged(texts, by: plain)
    guard let named = try named.map({ try judged(texts, by: $0) }) else { return (plain, false) }
    let isWorse = (named.estimate?.accuracy ?? 0) < (plain.estimate?.accuracy ?? 0)
    return isWorse ? (plain, false) : (named, true)
  }

  private func judged(_ texts: [LabelledText], by fitter: LinearFitter) throws -> Judged {
    let fitted = try fitter.fitWithCrossValidation(texts)
    return Judged(
      model: fitted.model, answers: fitted.outOfFold, estimate: fitted.model.estimate)
  }
}

extension AccuracyPoint {
  init(_ estimate: ModelCard.Estimate, labels: Int) {
    self.init(
      labels: labels, accuracy: estimate.accuracy, low: estimate.interval.lowerBound,
      high: estimate.interval.upperBound)
  }
}
