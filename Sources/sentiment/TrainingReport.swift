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

  /// - Throws: `FileError` when a source isn't there.
  init(_ sources: [CorpusSource]) throws {
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
    case .phrases(let count):
      line.finish("phrases   \(count.grouped) pairs of words count as one word")
    case .vocabulary(let words, let ngrams, let tokens, let language, let stopWords):
      line.finish(
        "vocabulary \(words.grouped) words, \(tokens.grouped) occurrences"
          + (ngrams > 0 ? ", \(ngrams.grouped) n-grams" : "") + "; language"
          + " \(language?.rawValue ?? "unknown"), stop words \(stopWords)")
      line = ProgressLine()
    case .training(let progress): show(progress)
    case .checkpointFailed(let error):
      line.finish("warning: no checkpoint: \(error); training goes on")
    case .trained: break
    case .updated(let movement): show(movement)
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

  private func show(_ movement: VectorMovement) {
    line.finish(
      "updated   \(movement.newWordCount.grouped) new words beside"
        + " \(movement.sharedWordCount.grouped) old ones, which moved by a cosine distance of"
        + " \(movement.meanShift.fixed(4)) on average, \(movement.maximumShift.fixed(4)) at most")
    line.finish(
      "          of their ten nearest words \(movement.neighbourOverlap.percent(0)) are the same"
        + " among old words, \(movement.neighbourOverlapWithNewWords.percent(0)) among all")
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
    guard let totalBytes, totalBytes > 0 else { return text }
    let fraction = min(1, Double(progress.inputByteCount) / Double(totalBytes))
    return "\(text), \(fraction.percent(0)), \(line.timeLeft(fraction: fraction))"
  }
}
