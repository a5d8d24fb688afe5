import SentimentClassification
import SentimentTextProcessing

/// When a model gives no answer, so that those it gives are right as often as was promised.
///
/// Answers on held-out texts tell how sure the model must be: of some cutoffs fixed beforehand (the
/// surest tenth of the answers, two tenths, and so on to all) the one is taken that withholds least
/// and whose precision is at least the promised one by a lower confidence bound. The bounds hold for
/// all cutoffs at a time (Bonferroni), as in selection with guaranteed risk (Geifman and El-Yaniv
/// 2017, "Selective Classification for Deep Neural Networks"). Copies of a text are one answer
/// together.
public struct Abstention: Sendable, Codable, Equatable {
  /// The promised share of right answers among those given.
  public let promisedPrecision: Double
  /// Answers of a smaller probability are withheld, as are those on texts without a known word.
  public let threshold: Double
  /// The share of the held-out texts that were answered.
  public let answeredShare: Double
  /// The share of these that were answered right.
  public let precision: Double
  /// What the precision on new texts exceeds with ``confidence``.
  public let precisionLowerBound: Double

  /// How surely the promise is kept on texts like the labelled ones.
  public static let confidence = 0.95
  /// The surest answers are cut off at so many places.
  private static let cutoffCount = 10

  /// - Parameters:
  ///   - promisedPrecision: in `(0, 1)`.
  ///   - answers: on texts that the model didn't learn from.
  ///   - name: what messages call the labelled texts.
  /// - Throws: `FileError` when no cutoff's answers show such a precision.
  init(promising promisedPrecision: Double, by answers: [OutOfFoldPrediction], name: String) throws
  {
    guard !answers.isEmpty else {
      throw FileError(
        .tooFewLabels, file: name, setting: .promisedPrecision,
        problem: "too few labelled texts to measure the precision of answers",
        remedy:
          "give two texts of each label or more, with cross-validation, or without \(.promisedPrecision)"
      )
    }
    let candidates = Self.candidates(promising: promisedPrecision, by: answers)
    guard let widest = candidates.last(where: { $0.precisionLowerBound >= promisedPrecision })
    else {
      let best = candidates.map(\.precisionLowerBound).max() ?? 0
      throw FileError(
        .tooFewLabels, file: name, setting: .promisedPrecision,
        problem:
          "its \(Self.groups(answers).count) texts show a precision of \(Self.percent(best)) at most"
          + " (with 95 % confidence), not \(Self.percent(promisedPrecision))",
        remedy: "give more labelled texts, or promise less by \(.promisedPrecision)")
    }
    self = widest
  }

  /// One for each cutoff, from the fewest answers up.
  private static func candidates(
    promising promisedPrecision: Double, by answers: [OutOfFoldPrediction]
  ) -> [Abstention] {
    let groups = groups(answers)
    let surest = groups.map { $0[0].probability }.sorted(by: >)
    return (1...cutoffCount).map { tenth in
      let place = max(1, groups.count * tenth / cutoffCount) - 1
      let threshold = surest[place]
      let given = groups.map { $0.prefix { $0.probability >= threshold } }.filter { !$0.isEmpty }
      let right = given.reduce(0) {
        $0 + Double($1.count(where: \.isRight)) / Double($1.count)
      }
      return Abstention(
        promisedPrecision: promisedPrecision, threshold: threshold,
        answeredShare: Double(given.count) / Double(groups.count),
        precision: right / Double(given.count),
        precisionLowerBound: BinomialBound.lower(
          // A sum of fractions scatters less than one of whole successes.
          successes: Int(right + roundingError), trials: given.count,
          confidence: 1 - (1 - confidence) / Double(cutoffCount)))
    }
  }

  /// The answers to copies of a text together, the surest first.
  private static func groups(_ answers: [OutOfFoldPrediction]) -> [[OutOfFoldPrediction]] {
    Dictionary(grouping: answers, by: \.group).sorted { $0.key < $1.key }.map {
      $0.value.sorted { ($0.probability, -$0.index) > ($1.probability, -$1.index) }
    }
  }

  /// By how much a sum of fractions may miss a whole number.
  private static let roundingError = 1e-9

  private init(
    promisedPrecision: Double, threshold: Double, answeredShare: Double, precision: Double,
    precisionLowerBound: Double
  ) {
    self.promisedPrecision = promisedPrecision
    self.threshold = threshold
    self.answeredShare = answeredShare
    self.precision = precision
    self.precisionLowerBound = precisionLowerBound
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 1_000).rounded(.down) / 10) %"
  }

  /// Whether an answer is withheld.
  func withholds(_ answer: LabelProbabilities) -> Bool {
    answer.knownWordCount == 0 || answer.probability < threshold
  }
}
