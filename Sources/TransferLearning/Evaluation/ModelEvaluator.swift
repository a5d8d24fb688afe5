import Classification
import TextProcessing

/// Measures a model by labelled texts that it hasn't seen; memory doesn't grow with their number.
public struct ModelEvaluator: Sendable {
  private let model: SentimentModel
  private let numbers: [String: Int]
  public var threads = 1
  /// How many of the worst mistakes are kept, and how many words of each.
  public var mistakeLimit = 10
  public var wordLimit = 5

  /// Texts that a thread takes at a time.
  private static let partSize = 128

  public init(_ model: SentimentModel) {
    self.model = model
    numbers = Dictionary(uniqueKeysWithValues: model.labels.enumerated().map { ($1, $0) })
  }

  private struct Judged {
    let text: LabelledText
    let truth: Int
    let answer: Answer
  }

  /// - Parameters:
  ///   - path: the file of labelled texts; "-" is standard input.
  ///   - progress: called now and then with the number of texts done and of bytes of their text.
  /// - Throws: `FileError` when the file can't be read, holds no text, or a label that the model
  ///   doesn't know.
  public func evaluate(
    _ path: String, progress: @escaping (_ texts: Int, _ bytes: Int) -> Void = { _, _ in }
  ) throws -> ModelEvaluation {
    let texts = Texts(try LabelledTextStream(path: path))
    let tally = Tally(model, mistakeLimit: mistakeLimit)
    try OrderedPipeline(threads: threads).run(
      next: { try texts.next(Self.partSize) },
      makeWorker: {
        let classifier = try model.makeClassifier()
        return { part in try part.map { try judge($0, by: classifier, file: texts.name) } }
      },
      take: { part in
        for text in part { tally.add(text.text, truth: text.truth, answer: text.answer) }
        progress(tally.matrix.total, tally.byteCount)
      })
    guard tally.matrix.total > 0 else { throw LabelledTextReader.noText(file: texts.name) }
    return try evaluation(tally, file: texts.name)
  }

  private func judge(
    _ text: LabelledText, by classifier: TextClassifier, file: String
  ) throws -> Judged {
    guard let truth = numbers[text.label] else { throw unknownLabel(text, file: file) }
    return Judged(text: text, truth: truth, answer: try classifier.answer(text.text.utf8Span.span))
  }

  private func unknownLabel(_ text: LabelledText, file: String) -> FileError {
    // A wrong file is the usual cause; the first labels tell it.
    let shown = model.labels.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
    let more = model.labels.count > 10 ? ", …" : ""
    return FileError(
      file: file, line: text.line,
      problem: "the model has no label \"\(text.label)\" (it has \(shown)\(more))",
      remedy: "give texts with the model's labels, or train a model on these")
  }

  private func evaluation(_ tally: Tally, file: String) throws -> ModelEvaluation {
    let classifier = try model.makeClassifier()
    return ModelEvaluation(
      file: file, model: model.name,
      report: ClassificationReport(tally.matrix, labels: model.labels),
      logLoss: tally.scores.logLoss, brierScore: tally.scores.brierScore,
      calibration: .init(
        expectedCalibrationError: tally.calibration.expectedError, bins: tally.calibration.bins),
      textsWithoutKnownWord: tally.withoutKnownWord,
      answerWithoutKnownWord: model.labels[
        Answer(probabilities: model.prior, knownWordCount: 0).label],
      ties: tally.ties,
      worstMistakes: try tally.worst.mistakes.map { try mistake($0, by: classifier) })
  }

  private func mistake(
    _ mistake: WorstMistakes.Mistake, by classifier: TextClassifier
  ) throws -> ModelEvaluation.Mistake {
    var seen: Set<String> = []
    let words = try classifier.influences(
      of: mistake.text.text, on: model.labels[mistake.answer.label]
    )
    .filter { $0.contribution > 0 && seen.insert($0.text).inserted }
    .sorted { $0.contribution > $1.contribution }
    return ModelEvaluation.Mistake(
      line: mistake.text.line, text: mistake.text.text, truth: mistake.text.label,
      answer: model.labels[mistake.answer.label], probability: mistake.answer.probability,
      probabilityOfTruth: mistake.probabilityOfTruth, words: Array(words.prefix(wordLimit)))
  }
}

/// The file's texts in parts, for closures to share.
private final class Texts {
  private var stream: LabelledTextStream
  let name: String

  init(_ stream: consuming LabelledTextStream) {
    name = stream.name
    self.stream = stream
  }

  func next(_ count: Int) throws -> [LabelledText]? {
    var texts: [LabelledText] = []
    while texts.count < count, let text = try stream.next() { texts.append(text) }
    return texts.isEmpty ? nil : texts
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
  private(set) var byteCount = 0

  init(_ model: SentimentModel, mistakeLimit: Int) {
    matrix = ConfusionMatrix(labelCount: model.labels.count)
    worst = WorstMistakes(limit: mistakeLimit)
  }

  func add(_ text: LabelledText, truth: Int, answer: Answer) {
    matrix.add(truth: truth, answer: answer.label)
    calibration.add(confidence: answer.probability, isCorrect: answer.label == truth)
    scores.add(answer.probabilities, truth: truth)
    if answer.label != truth { worst.add(.init(text: text, truth: truth, answer: answer)) }
    if answer.knownWordCount == 0 { withoutKnownWord += 1 }
    let largest = answer.probability
    if answer.probabilities.count(where: { $0 == largest }) > 1 { ties += 1 }
    byteCount += text.text.utf8.count
  }
}
