import Glibc
import TextProcessing
import TransferLearning
import WordEmbeddings

/// Shows a person how far pre-training is.
final class TrainingReport {
  private let totalBytes: Int?
  private var line = ProgressLine()
  private let whole = ProgressLine()
  /// What was done before this run, when it goes on with another.
  private var before: SkipGramTrainer.Progress?
  private var heldOutLoss: Double?

  init(_ sources: [CorpusSource]) {
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
    case .training(let progress): show(progress)
    case .checkpointFailed(let error):
      line.finish("warning: no checkpoint: \(error); training goes on")
    case .trained: break
    }
  }

  private func show(_ progress: SkipGramTrainer.Progress) {
    let before = before ?? progress
    self.before = before
    let rate = Double(progress.wordCount - before.wordCount) / max(line.seconds, 1e-3) / 1e6
    let text =
      "training  epoch \(progress.epoch)/\(progress.epochs), \(rate.fixed(2)) M words/s,"
      + " loss \(progress.loss.fixed(3))"
    if progress.endsEpoch, let loss = progress.state.position.heldOutLosses.last {
      let change = heldOutLoss.map { ", change \(((loss - $0) / $0).percent(1))" } ?? ""
      line.finish("\(text), held-out loss \(loss.fixed(4))\(change)")
      heldOutLoss = loss
    } else if progress.fraction < 1 {
      let done = (progress.fraction - before.fraction) / (1 - before.fraction)
      line.update(
        "\(text), \(progress.fraction.percent(0)), \(line.timeLeft(fraction: done))")
    } else {
      line.finish(text)
    }
  }

  /// Says what is kept of a run that was ended before its time, and how to go on.
  func interrupted(_ error: TrainingInterrupted) {
    if let path = error.checkpoint {
      line.finish(
        "interrupted: all is kept; go on by: sentiment train-embeddings --resume \(path)")
    } else {
      line.finish("interrupted: nothing is kept; with --checkpoint FILE one could go on")
    }
  }

  func finish(_ embeddings: PretrainedEmbeddings, output: String) {
    let vectors = embeddings.vectors
    if let provenance = embeddings.provenance, let reason = provenance.stopReason {
      line.finish(
        "stopped   after \(provenance.epochLosses.count) epochs: \(reason.rawValue)")
    }
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
