import SentimentTextProcessing
import SentimentTransferLearning

/// Shows a person how far a command is that answers text by text.
final class TextProgress {
  /// What the command does, such as "classifying", and has done then.
  enum Work {
    case classifying
    case encoding

    fileprivate var names: (now: String, then: String) {
      switch self {
      case .classifying: ("classifying", "classified")
      case .encoding: ("encoding", "encoded")
      }
    }
  }

  private let work: Work
  private let messages: Messages
  private let byteCount: Int?
  private var textCount = 0
  /// Answers on a terminal show by themselves how far the work is.
  private let isShown: Bool

  /// - Throws: `FileError` when a source isn't there.
  init(_ work: Work, _ sources: [CorpusSource], printsAnswers: Bool, _ messages: Messages) throws {
    self.work = work
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
      work.names.now, "\(textCount.counted("text")), \(messages.rate(textCount, "texts"))",
      share: byteCount?.share(done: batch.inputByteCount))
  }

  func finish(_ report: ReadingReport) {
    messages.step(
      work.names.then, "\(textCount.counted("text")), \(messages.rate(textCount, "texts"))")
    messages.notes(on: report)
  }
}
