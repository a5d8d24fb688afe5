import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Synchronization

/// Shows a person how far a fit is.
final class FitProgress: Sendable {
  private let messages: Messages
  private let unlabelled: [CorpusSource]
  private let labelledCount: Int
  /// Whether the user gave several word vectors, so that those of the first fit have a name.
  private let comparesGiven: Bool
  private let totalBytes: Int?
  private let pretraining: Mutex<PretrainingProgress>

  /// - Throws: `FileError` when a source isn't there.
  init(
    _ unlabelled: [CorpusSource], labelledCount: Int, comparesGiven: Bool, _ messages: Messages
  ) throws {
    self.messages = messages
    self.unlabelled = unlabelled
    self.labelledCount = labelledCount
    self.comparesGiven = comparesGiven
    totalBytes = try unlabelled.byteCount
    pretraining = Mutex(try PretrainingProgress(unlabelled, messages))
  }

  func show(_ event: BestFit.Event) {
    switch event {
    case .progress(let progress): messages.show(progress)
    case .reading(let texts, let bytes):
      messages.progress(
        "reading", "\(texts.counted("text")) without labels, \(messages.rate(texts, "texts"))",
        share: totalBytes?.share(done: bytes))
    case .pretraining(let event): pretraining.withLock { $0.show(event) }
    case .knownFraction(let fraction):
      messages.milestone(
        "vectors", "those in the program know \(fraction.percent()) of the texts' words")
    case .incomparable(let name):
      messages.milestone("vectors", "\(name): too few labels to compare them with others")
    case .vectors(let name):
      if comparesGiven {
        messages.step("fitting", "on \(name.onOneLine)")
      } else {
        messages.milestone("vectors", name)
      }
    case .configuration(let configuration):
      if let settings = try? JSONText.encode(configuration) {
        messages.detail("settings", settings)
      }
      try? messages.detail(sources: unlabelled)
    case .unlabelled(let texts, let known, let report):
      messages.step(
        "read",
        "\(texts.counted("text")) without labels, \(known.grouped) with a known word")
      if let report { messages.notes(on: report) }
    case .encoderIsNotAsked:
      messages.milestone(
        "encoder",
        "not asked, as reading so many labelled texts takes minutes; --encoder transformer asks it")
    case .fitted: messages.step("fitted", "to \(labelledCount.counted("labelled text"))")
    }
  }
}
