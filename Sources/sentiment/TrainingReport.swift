import TextProcessing
import TransferLearning

/// Shows a person how far pre-training is.
final class TrainingReport {
  private let totalBytes: Int?
  private let epochs: Int
  private var line = ProgressLine()
  private let whole = ProgressLine()

  /// - Throws: `FileError` when a source isn't there.
  init(_ sources: [CorpusSource], epochs: Int) throws {
    self.epochs = epochs
    let sizes = try sources.flatMap { try $0.files() }.map(\.size)
    totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
  }

  func show(_ event: Pretraining.Event) {
    switch event {
    case .reading(let progress):
      line.update(reading(progress))
    case .read(let statistics):
      let rate = Double(statistics.byteCount) / max(line.seconds, 1e-3) / 1e6
      line.finish(
        "read      \(statistics.tokenCount.grouped) words, "
          + "\((Double(statistics.byteCount) / 1e6).fixed(1)) MB, \(rate.fixed(0)) MB/s")
      for note in statistics.reading.notes { line.finish("          \(note)") }
    case .vocabulary(let words, let tokens, let language, let stopWords):
      line.finish(
        "vocabulary \(words.grouped) words, \(tokens.grouped) occurrences; language"
          + " \(language?.rawValue ?? "unknown"), stop words \(stopWords)")
      line = ProgressLine()
    case .training(let progress):
      let rate = Double(progress.wordCount) / max(line.seconds, 1e-3) / 1e6
      let text =
        "training  epoch \(progress.epoch)/\(epochs), \(rate.fixed(2)) M words/s,"
        + " loss \(progress.loss.fixed(3))"
      if progress.fraction < 1 {
        line.update(
          "\(text), \(progress.fraction.percent(0)), \(line.timeLeft(fraction: progress.fraction))")
      } else {
        line.finish(text)
      }
    }
  }

  func finish(_ embeddings: PretrainedEmbeddings, output: String) {
    let vectors = embeddings.vectors
    line.finish(
      "wrote     \(output): \(vectors.vocabulary.count.grouped) words × \(vectors.dimension),"
        + " \(whole.seconds.fixed(1)) s in all")
  }

  private func reading(_ progress: TokenizedCorpus.Progress) -> String {
    let text = "reading   \(progress.tokenCount.grouped) words"
    guard let totalBytes, totalBytes > 0 else { return text }
    let fraction = min(1, Double(progress.inputByteCount) / Double(totalBytes))
    return "\(text), \(fraction.percent(0)), \(line.timeLeft(fraction: fraction))"
  }
}
