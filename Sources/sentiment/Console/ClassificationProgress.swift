import SentimentTextProcessing
import SentimentTransferLearning

/// Shows a person how far `classify` is.
final class ClassificationProgress {
  private let messages: Messages
  private let byteCount: Int?
  private var textCount = 0
  /// Answers on a terminal show by themselves how far the work is.
  private let isShown = !Terminal.output.isInteractive

  /// - Throws: `FileError` when a source isn't there.
  init(_ sources: [CorpusSource], _ messages: Messages) throws {
    self.messages = messages
    byteCount = try sources.byteCount
    try messages.detail(sources: sources)
  }

  /// Adds what has been answered.
  func add(_ result: TextPipeline.Result) {
    textCount += result.textCount
    guard isShown else { return }
    messages.progress(
      "classifying", "\(textCount.grouped) texts, \(messages.rate(textCount, "texts"))",
      share: byteCount?.share(done: result.inputByteCount))
  }

  func finish(_ report: ReadingReport) {
    messages.step(
      "classified", "\(textCount.grouped) texts, \(messages.rate(textCount, "texts"))")
    messages.notes(on: report)
  }
}
