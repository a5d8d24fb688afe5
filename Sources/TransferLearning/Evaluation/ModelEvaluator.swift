import SentimentClassification
import SentimentTextProcessing

/// Measures a model by labelled texts that it hasn't seen; memory doesn't grow with their number.
public struct ModelEvaluator: Sendable {
  private let model: SentimentModel
  private let numbers: [String: Int]
  public var threads = 1
  /// How many of the worst mistakes are kept, and how many words of each.
  public var mistakeLimit = 10
  public var wordLimit = 5

  /// Texts that a thread takes at a time.
  static let partSize = 128

  public init(_ model: SentimentModel) {
    self.model = model
    numbers = Dictionary(uniqueKeysWithValues: model.answerLabels.enumerated().map { ($1, $0) })
  }

  private struct Judged {
    let text: LabelledText
    let truth: Int
    let answer: LabelProbabilities
  }

  /// - Parameters:
  ///   - source: the labelled texts.
  ///   - options: how they are read.
  ///   - progress: called now and then with the number of texts done, and of bytes read of the
  ///     source, compressed if it is.
  /// - Returns: the figures, and what was left out and repaired in reading.
  /// - Throws: `FileError` when the source can't be read, holds no text, or a label that the model
  ///   doesn't know.
  public func evaluate(
    _ source: CorpusSource, options: ReadingOptions = ReadingOptions(),
    progress: @escaping (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws -> (evaluation: ModelEvaluation, reading: ReadingReport) {
    let texts = TextParts(
      try DocumentReader(source, options: options, isLabelled: true), name: source.name,
      size: Self.partSize
    ) { LabelledText(label: $0.label ?? "", text: $0.text, line: $0.line) }
    let tally = Tally(model, mistakeLimit: mistakeLimit)
    try OrderedPipeline(threads: threads).run(
      next: { try texts.next() },
      makeWorker: {
        let classifier = try model.makeClassifier()
        return { (part: TextParts<LabelledText>.Part) -> (texts: [Judged], inputByteCount: Int) in
          try classifier.prepare(part.texts.lazy.map(\.text))
          let texts = try part.texts.map { try judge($0, by: classifier, file: texts.name) }
          return (texts, part.inputByteCount)
        }
      },
      take: { part in
        for text in part.texts { tally.add(text.text, truth: text.truth, answer: text.answer) }
        progress(tally.matrix.total, part.inputByteCount)
      })
    guard tally.matrix.total > 0 else {
      throw LabelledTextReader.noText(
        in: texts.name, withoutLabel: texts.report.withoutLabel.count)
    }
    return (try evaluation(tally, file: texts.name), texts.report)
  }

  private func judge(
    _ text: LabelledText, by classifier: TextClassifier, file: String
  ) throws -> Judged {
    guard let truth = numbers[text.label] else {
      throw model.unknownLabel(text.label, file: file, line: text.line)
    }
    return Judged(text: text, truth: truth, answer: try classifier.answer(text.text.utf8Span.span))
  }

  private func evaluation(_ tally: Tally, file: String) throws -> ModelEvaluation {
    let classifier = try model.makeClassifier()
    return ModelEvaluation(
      file: file, model: model.name,
      report: ClassificationReport(tally.matrix, labels: model.answerLabels),
      logLoss: tally.scores.logLoss, brierScore: tally.scores.brierScore,
      calibration: .init(
        expectedCalibrationError: tally.calibration.expectedError, bins: tally.calibration.bins),
      textsWithoutKnownWord: tally.withoutKnownWord,
      answerWithoutKnownWord: model.answerLabels[
        LabelProbabilities(probabilities: model.answerPrior, knownWordCount: 0).label],
      ties: tally.ties,
      selective: model.abstention.map {
        SelectiveReport(
          $0, answered: tally.answered, correct: tally.answeredRight, texts: tally.matrix.total)
      },
      worstMistakes: try tally.worst.mistakes.map { try mistake($0, by: classifier) })
  }

  private func mistake(
    _ mistake: WorstMistakes.Mistake, by classifier: TextClassifier
  ) throws -> ModelEvaluation.Mistake {
    var seen: Set<String> = []
    let words = try classifier.influences(
      of: mistake.text.text, on: model.answerLabels[mistake.answer.label]
    )
    .filter { $0.contribution > 0 && seen.insert($0.text).inserted }
    .sorted { $0.contribution > $1.contribution }
    return ModelEvaluation.Mistake(
      line: mistake.text.line, text: mistake.text.text, truth: mistake.text.label,
      answer: model.answerLabels[mistake.answer.label], probability: mistake.answer.probability,
      probabilityOfTruth: mistake.probabilityOfTruth, words: Array(words.prefix(wordLimit)))
  }
}

/// What is counted while texts go by, in their order.
private final class Tally {
  private(set) var matrix: ConfusionMatrix
  private(set) var calibration = Calibration()
  private(set) var scores = ProbabilityScores()
  private(set) var worst: WorstMistakes
  private(set) var withoutKnownWord = 0
  private(set) var ties = 0
  /// Texts that the model gives an answer on, and of how many it is right.
  private(set) var answered = 0
  private(set) var answeredRight = 0
  private let abstention: Abstention?

  init(_ model: SentimentModel, mistakeLimit: Int) {
    matrix = ConfusionMatrix(labelCount: model.answerLabels.count)
    worst = WorstMistakes(limit: mistakeLimit)
    abstention = model.abstention
  }

  func add(_ text: LabelledText, truth: Int, answer: LabelProbabilities) {
    matrix.add(truth: truth, answer: answer.label)
    calibration.add(confidence: answer.probability, isCorrect: answer.label == truth)
    scores.add(answer.probabilities, truth: truth)
    if answer.label != truth { worst.add(.init(text: text, truth: truth, answer: answer)) }
    if answer.knownWordCount == 0 { withoutKnownWord += 1 }
    if let abstention, !abstention.withholds(answer) {
      answered += 1
      answeredRight += answer.label == truth ? 1 : 0
    }
    let largest = answer.probability
    if answer.probabilities.count(where: { $0 == largest }) > 1 { ties += 1 }
  }
}

/// Keeps the worst of many mistakes: memory doesn't grow with their number.
struct WorstMistakes {
  struct Mistake {
    let text: LabelledText
    let truth: Int
    let answer: LabelProbabilities

    var probabilityOfTruth: Double { answer.probabilities[truth] }
  }

  let limit: Int
  /// The worst first; of equals the one that came first.
  private(set) var mistakes: [Mistake] = []

  init(limit: Int) { self.limit = limit }

  mutating func add(_ mistake: Mistake) {
    let place =
      mistakes.lastIndex { $0.probabilityOfTruth <= mistake.probabilityOfTruth }.map { $0 + 1 } ?? 0
    guard place < limit else { return }
    mistakes.insert(mistake, at: place)
    if mistakes.count > limit { mistakes.removeLast() }
  }
}
