import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Shows a person how far pre-training is.
final class PretrainingProgress {
  private let messages: Messages
  private let totalBytes: Int?
  /// What was done before this run, when it goes on with another.
  private var before: SkipGramTrainer.Progress?
  private var heldOutLoss: Double?

  /// - Throws: `FileError` when a source isn't there.
  init(_ sources: [CorpusSource], _ messages: Messages) throws {
    self.messages = messages
    totalBytes = try sources.byteCount
  }

  func show(_ event: Pretraining.Event) {
    switch event {
    case .reading(let progress):
      messages.progress(
        "reading",
        "\(progress.tokenCount.counted("word")),"
          + " \(messages.rate(millions: progress.inputByteCount, "MB", decimals: 0))",
        share: totalBytes?.share(done: progress.inputByteCount))
    case .read(let statistics):
      messages.step(
        "read",
        "\(statistics.tokenCount.counted("word")),"
          + " \((Double(statistics.byteCount) / 1e6).fixed(1)) MB,"
          + " \(messages.rate(millions: statistics.byteCount, "MB", decimals: 0))")
      messages.notes(on: statistics.reading)
    case .small(let settings):
      messages.note(
        "as the text is small, settings that suit it: --min-count \(settings.minimumCount)"
          + " --subsample \(Self.short(settings.skipGram.subsamplingThreshold))"
          + " --epochs \(settings.skipGram.epochs) --dimension \(settings.dimension)")
    case .rareWords(let fraction, let minimumCount):
      messages.warning(
        "\(fraction.percent(0)) of the words, stop words not counted, are left out, as the text has"
          + " each less than \(minimumCount) times; a lower --min-count keeps more")
    case .phrases(let count):
      messages.step(
        "phrases",
        count == 1
          ? "1 pair of words counts as one word"
          : "\(count.grouped) pairs of words count as one word")
    case .vocabulary(let words, let ngrams, let tokens, let language, let stopWords):
      messages.step(
        "vocabulary",
        "\(words.counted("word")), \(tokens.counted("occurrence"))"
          + (ngrams > 0 ? ", \(ngrams.counted("n-gram"))" : "") + "; language"
          + " \(language?.rawValue ?? "unknown"), stop words \(stopWords)")
    case .training(let progress): show(progress)
    case .checkpointFailed(let error):
      messages.warning("no checkpoint: \(error); training goes on")
    case .trained: break
    case .updated(let movement): show(movement)
    }
  }

  /// A number as a user types it.
  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  private func show(_ progress: SkipGramTrainer.Progress) {
    let before = before ?? progress
    self.before = before
    let words = progress.wordCount - before.wordCount
    let text =
      "epoch \(progress.epoch)/\(progress.epochs),"
      + " \(messages.rate(millions: words, "M words", decimals: 2)),"
      + " loss \(progress.loss.fixed(3))"
    if progress.endsEpoch, let loss = progress.heldOutLoss {
      let change = heldOutLoss.map { ", change \(((loss - $0) / $0).percent(1))" } ?? ""
      messages.milestone("training", "\(text), held-out loss \(loss.fixed(4))\(change)")
      heldOutLoss = loss
    } else if progress.fraction < 1 {
      messages.progress("training", text, share: progress.fraction, earlier: before.fraction)
    } else {
      messages.step("training", text)
    }
  }

  private func show(_ movement: VectorMovement) {
    messages.step(
      "updated",
      "\(movement.newWordCount.counted("new word")) beside"
        + " \(movement.sharedWordCount.counted("old one")), which moved by a cosine distance of"
        + " \(movement.meanShift.fixed(4)) on average, \(movement.maximumShift.fixed(4)) at most")
    messages.note(
      "of their ten nearest words \(movement.neighbourOverlap.percent(0)) are the same"
        + " among old words, \(movement.neighbourOverlapWithNewWords.percent(0)) among all")
  }

  /// Says what is kept of a run that was ended before its time, and how to go on.
  func interrupted(_ error: TrainingInterrupted) {
    if let path = error.checkpoint {
      messages.urgent(
        "interrupted: all is kept; go on by: sentiment train-embeddings --resume \(path)")
    } else {
      messages.urgent("interrupted: nothing is kept; with --checkpoint FILE one could go on")
    }
  }

  func finish(_ embeddings: PretrainedEmbeddings, output: String) {
    let vectors = embeddings.vectors
    if let provenance = embeddings.provenance, let reason = provenance.stopReason {
      let kept = provenance.keptEpoch.map { "; kept are the vectors of epoch \($0)" } ?? ""
      messages.step(
        "stopped",
        "after \(provenance.epochLosses.count.counted("epoch")): \(reason.rawValue)\(kept)")
    }
    messages.step(
      "wrote",
      "\(output): \(vectors.vocabulary.count.counted("word")) × \(vectors.dimension),"
        + " \(messages.seconds.fixed(1)) s in all")
  }
}
