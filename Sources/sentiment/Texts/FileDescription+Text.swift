import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// A file's description as a card for people: a line for each thing that is known.
extension FileDescription {
  var text: String {
    let lines = heading + learning + vectors + rules + origins
    let width = lines.map(\.name.columnCount).max() ?? 0
    return lines.map { "\($0.name.padded(to: width))  \($0.value.onOneLine)\n" }.joined()
  }

  private typealias Lines = [(name: String, value: String)]

  private var heading: Lines {
    [
      ("file", file), ("kind", kindText), ("size", byteCount.counted("byte")), ("digest", digest),
      ("written by", writer),
    ]
  }

  private var kindText: String {
    switch kind {
    case .model: "a model: word vectors and a classifier"
    case .vectors: "word vectors (\(format.rawValue))"
    case .checkpoint: "a checkpoint of train-embeddings, to go on from by --resume"
    }
  }

  private var writer: String {
    if isBuiltIn { return "comes with version \(SentimentVersion.current) of this program" }
    if let programVersion { return "version \(programVersion) of this program" }
    return kind == .vectors && format != .safetensors
      ? "another program" : "a version of this program before 0.9"
  }

  private var learning: Lines {
    guard let card, let labels else { return [] }
    var lines: Lines = [("labels", labels.joined(separator: ", "))]
    lines.append(("learned from", texts(card)))
    lines.append(("method", method(card)))
    if let parameters { lines.append(("parameters", parameters.grouped)) }
    if let report = card.multiLabelTraining?.estimate?.report {
      lines += [("micro-F1", report.micro), ("macro-F1", report.macro)].map { name, mean in
        (
          name,
          "\(mean.f1.percent()) on new texts (95 % interval \(mean.f1Interval.percent(0));"
            + " cross-validation)"
        )
      }
    } else if let estimate = card.estimate {
      lines.append(
        (
          "accuracy",
          "\(estimate.accuracy.percent()) on new texts (95 % interval"
            + " \(estimate.interval.percent(0)); cross-validation,"
            + " \(estimate.folds.counted("fold")),"
            + " \(estimate.repetitions == 1 ? "once" : "\(estimate.repetitions) times"))"
        ))
    } else {
      lines.append(("accuracy", "not measured"))
    }
    if let macroF1 = card.linearTraining?.macroF1 {
      lines.append(
        (
          "macro-F1",
          "\(macroF1.f1.fixed(3)) on new texts (95 % interval"
            + " \(macroF1.interval.lowerBound.fixed(3)) to \(macroF1.interval.upperBound.fixed(3)))"
        ))
    }
    if let abstention {
      lines.append(
        (
          "abstains",
          "under a probability of \(abstention.threshold.fixed(3)), so that"
            + " \(abstention.promisedPrecision.percent()) of its answers are right"
        ))
    }
    for update in card.updates ?? [] {
      lines.append(("updated", "by \(update.textCount.counted("text"))"))
    }
    return lines
  }

  private func texts(_ card: ModelCard) -> String {
    let labelled = "\(card.textCount.counted("labelled text"))"
    switch card.training {
    case .linear(let training):
      let names = training.names.isEmpty ? "" : " and words for each label"
      let sources = training.sources.isEmpty ? "" : " (\(training.sources.joined(separator: ", ")))"
      let others = training.unlabelledTextCount
      return labelled + sources + names
        + (others == 0 ? "" : "; \(others.counted("text")) without labels")
        + (training.unlabelledSources.isEmpty
          ? "" : " (\(training.unlabelledSources.joined(separator: ", ")))")
    case .network(let training):
      let corpus = training.corpus.map { " (\($0.name), \($0.digest))" } ?? ""
      return labelled + corpus
    case .multiLabel(let training):
      let others = training.unlabelledTextCount
      return labelled + ", any number of labels each"
        + (others == 0 ? "" : "; \(others.counted("text")) without labels")
    }
  }

  private func method(_ card: ModelCard) -> String {
    switch card.training {
    case .linear(let training):
      return "linear: \(training.method.kind.rawValue); seed \(training.configuration.seed)"
    case .network(let training):
      let configuration = training.configuration
      return "network of \(configuration.hiddenSize.counted("unit")),"
        + " \(training.epochs.counted("epoch")): \(training.stopReason.rawValue);"
        + " seed \(configuration.seed)"
    case .multiLabel(let training):
      return "linear, for each label its texts against the others; seed"
        + " \(training.configuration.seed)"
    }
  }

  private var vectors: Lines {
    var lines: Lines = [("words", "\(words.grouped) × \(dimension)")]
    if let ngrams { lines.append(("n-grams", ngrams.grouped)) }
    if let epoch { lines.append(("epoch", "\(epoch), under way")) }
    if let arguments { lines.append(("arguments", arguments.joined(separator: " "))) }
    return lines
  }

  private var rules: Lines {
    let rules = textRules
    let language = rules.language.map { "language \($0)" } ?? "language unknown"
    let phrases = rules.phraseCount == 0 ? "" : ", \(rules.phraseCount.counted("phrase"))"
    return [
      (
        "text",
        "tokenizer \(rules.tokenizer), \(language), stop words \(rules.stopWords)"
          + " (\(rules.stopWordCount.grouped))\(phrases)"
      )
    ]
  }

  private var origins: Lines {
    var lines: Lines = []
    if let origin, kind == .model || format == .safetensors {
      lines.append(("vectors of", "\(origin.file) (\(origin.format.rawValue))"))
    }
    guard let pretraining else { return lines }
    for corpus in pretraining.corpora {
      lines.append(
        (
          "trained on",
          "\(corpus.name), \(corpus.byteCount.counted("byte")), \(corpus.digest)"
        ))
    }
    let settings = pretraining.configuration
    lines.append(
      (
        "trained by",
        "\(settings.epochs.counted("epoch")), window \(settings.window),"
          + " \(settings.negativeSamples) negative samples, minimum count"
          + " \(pretraining.minimumCount), learning rate \(settings.learningRate), seed"
          + " \(settings.seed)"
      ))
    if let loss = pretraining.epochLosses.last { lines.append(("last loss", loss.fixed(4))) }
    return lines
  }
}
