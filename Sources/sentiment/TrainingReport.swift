import Glibc
import TextProcessing
import TransferLearning

/// Shows a person how far pre-training is.
final class TrainingReport {
  private let totalBytes: Int?
  private let epochs: Int
  private var line = ProgressLine()
  private let whole = ProgressLine()

  init(_ sources: [CorpusSource], epochs: Int) {
    self.epochs = epochs
    var total = 0
    for source in sources {
      switch source {
      case .file(let path):
        var status = stat()
        if stat(path, &status) == 0 { total += Int(status.st_size) }
      case .memory(_, let text): total += text.count
      case .standardInput: total = -1
      }
      if total < 0 { break }
    }
    totalBytes = total > 0 ? total : nil
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
      if statistics.replacedSequenceCount > 0 {
        line.finish(
          "          \(Replacement.message(statistics.replacedSequenceCount))")
      }
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
    guard let totalBytes else { return text }
    let fraction = min(1, Double(progress.byteCount) / Double(totalBytes))
    return "\(text), \(fraction.percent(0)), \(line.timeLeft(fraction: fraction))"
  }
}
