import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What answers requests.
struct ServedModel: Sendable {
  /// What answers call it.
  let name: String
  let kind: ModelKind
  private var model: SentimentModel

  init(name: String, model: SentimentModel) {
    self.name = name
    self.model = model
    kind = ModelKind(model)
  }

  /// The same, which takes so much time for a text where it has an encoder.
  func answering(at speed: ClassifierSpeed) -> ServedModel {
    var served = self
    served.model.speed = speed
    return served
  }

  /// Whether an encoder may have to read a text, which takes milliseconds.
  var asksEncoder: Bool { kind == .encoder && model.speed != .fast }

  var isMultiLabel: Bool { model.isMultiLabel }

  func classify(_ texts: [String], explains: Bool) throws -> [Prediction] {
    try model.classify(texts, explains: explains)
  }

  /// Answers the texts of a file in further columns.
  ///
  /// - Throws: `FileError` when it can't be read; what `write` throws.
  func answer(
    _ file: CorpusSource, options: ReadingOptions, columns: AnswerColumns, threads: Int,
    write: @escaping ([UInt8]) throws -> Void
  ) throws {
    _ = try model.answer(file, options: options, columns: columns, threads: threads, write: write)
  }

  /// - Throws: `FileError` when the file can't be written.
  func write(to path: String) throws { try model.write(to: path) }
}
