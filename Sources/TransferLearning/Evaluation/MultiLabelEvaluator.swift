import SentimentClassification
import SentimentTextProcessing

/// Measures a model that gives texts any number of labels by labelled texts that it hasn't seen; memory doesn't grow
/// with their number.
public struct MultiLabelEvaluator: Sendable {
  private let model: SentimentModel
  private let numbers: [String: Int]
  public var threads = 1

  /// - Parameter model: one for which ``SentimentModel/isMultiLabel`` holds.
  /// - Throws: `FileError` when it gives a text one label.
  public init(_ model: SentimentModel) throws(FileError) {
    guard model.isMultiLabel else {
      throw FileError(
        .unsuitable, file: model.name, problem: "it gives each text one label",
        remedy: "judge it by texts with one label each")
    }
    self.model = model
    numbers = Dictionary(uniqueKeysWithValues: model.answerLabels.enumerated().map { ($1, $0) })
  }

  private struct Judged {
    let truth: Set<Int>
    let answer: Set<Int>
    let isKnown: Bool
  }

  /// - Parameters:
  ///   - source: the labelled texts.
  ///   - options: how they are read; that each may have several labels is known.
  ///   - progress: called now and then with the number of texts done, and of bytes read of the source, compressed if
  ///     it is.
  /// - Returns: the figures, and what was left out and repaired in reading.
  /// - Throws: `FileError` when the source can't be read, holds no text, or a label that the model doesn't know.
  public func evaluate(
    _ source: CorpusSource, options: ReadingOptions = ReadingOptions(),
    progress: @escaping (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws -> (evaluation: MultiLabelEvaluation, reading: ReadingReport) {
    var options = options
    options.isMultiLabel = true
    let texts = TextParts(
      try DocumentReader(source, options: options, isLabelled: true), name: source.name,
      size: ModelEvaluator.partSize
    ) { MultiLabelText(labels: $0.labels ?? [], text: $0.text, line: $0.line) }
    var tally = MultiLabelTally(labelCount: model.answerLabels.count)
    var unknownCount = 0
    try OrderedPipeline(threads: threads).run(
      next: { try texts.next() },
      makeWorker: {
        let classifier = try model.makeClassifier()
        return { (part: TextParts<MultiLabelText>.Part) -> (texts: [Judged], inputByteCount: Int) in
          try classifier.prepare(part.texts.lazy.map(\.text))
          let texts = try part.texts.map { try judge($0, by: classifier, file: texts.name) }
          return (texts, part.inputByteCount)
        }
      },
      take: { part in
        for text in part.texts {
          tally.add(truth: text.truth, answer: text.answer)
          unknownCount += text.isKnown ? 0 : 1
        }
        progress(tally.textCount, part.inputByteCount)
      })
    guard tally.textCount > 0 else {
      throw LabelledTextReader.noText(
        in: texts.name, withoutLabel: texts.report.withoutLabel.count)
    }
    let evaluation = MultiLabelEvaluation(
      file: texts.name, model: model.name, report: tally.report(labels: model.answerLabels),
      textsWithoutKnownWord: unknownCount)
    return (evaluation, texts.report)
  }

  private func judge(
    _ text: MultiLabelText, by classifier: TextClassifier, file: String
  ) throws -> Judged {
    let truth = try text.labels.map { label in
      guard let number = numbers[label] else {
        throw model.unknownLabel(label, file: file, line: text.line)
      }
      return number
    }
    let answer = try classifier.answer(text.text.utf8Span.span)
    return Judged(
      truth: Set(truth), answer: Set(classifier.labels(of: answer)),
      isKnown: answer.knownWordCount > 0)
  }
}
