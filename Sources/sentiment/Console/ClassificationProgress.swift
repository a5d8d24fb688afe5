import SentimentTextProcessing
import SentimentTransferLearning

/// Shows a person how far `classify` is.
final class ClassificationProgress {
  private let messages: Messages
  private let byteCount: Int?
  private var textCount = 0
  /// Answers on a terminal show by themselves how far the work is.
  private let isShown: Bool

  /// - Throws: `FileError` when a source isn't there.
  init(_ sources: [CorpusSource], printsAnswers: Bool, _ messages: Messages) throws {
    self.messages = messages
    isShown = !printsAnswers || !Terminal.output.isInteractive
    byteCount = try sources.byteCount
    try messages.detail(sources: sources)
  }

  /// Adds what has been answered.
  func add(_ batch: TextPipeline.BatchSize) {
    textCount += batch.textCount
    guard isShown else { return }
    messages.progress(
      "classifying", "\(textCount.counted("text")), \(messages.rate(textCount, "texts"))",
      share: byteCount?.share(done: batch.inputByteCount))
  }

  func finish(_ report: ReadingReport) {
    messages.step(
      "classified", "\(textCount.counted("text")), \(messages.rate(textCount, "texts"))")
    messages.notes(on: report)
  }
}
