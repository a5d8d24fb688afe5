import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Adaptation: from pre-trained vectors and a few labelled texts to a model.
public struct NetworkFitter: Sendable {
  public let configuration: ClassifierConfiguration
  public let encoder: EncoderKind
  /// Called after each epoch with its number and its loss.
  public var progress: @Sendable (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }

  /// - Parameters:
  ///   - configuration: by default that of the encoder.
  ///   - encoder: how the words of a text become one vector.
  public init(_ configuration: ClassifierConfiguration? = nil, encoder: EncoderKind = .mean) {
    self.configuration = configuration ?? encoder.configuration
    self.encoder = encoder
  }

  /// Trains a classifier on the labelled texts; the vectors stay as they are.
  ///
  /// - Parameters:
  ///   - name: what messages call the texts, usually their file.
  ///   - corpus: what the model card says of the texts.
  /// - Throws: `FileError` when there are fewer than two labels, or no text has a known word.
  public func adapt(
    _ embeddings: PretrainedEmbeddings, to texts: [LabelledText], name: String,
    corpus: PretrainedEmbeddings.Provenance.Corpus? = nil
  ) throws -> SentimentModel {
    let labels = Set(texts.map(\.label)).sorted()
    guard labels.count > 1 else {
      throw FileError(
        .tooFewLabels, file: name,
        problem: "all its texts have the label \"\(labels.first ?? "")\"",
        remedy: "give texts of at least two labels")
    }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let vectors = embeddings.vectors
    let analyzer = try TextAnalyzer(
      embeddings.settings, vocabulary: vectors.vocabulary,
      subwords: encoder == .mean ? vectors.subwords : nil)
    let means = SentenceEncoder(vectors)
    var inputs: [Float] = []
    var sequences: [[Int]] = []
    var targets: [Int] = []
    var counts = [Int](repeating: 0, count: labels.count)
    var words: [Int] = []
    for text in texts {
      counts[numbers[text.label]!] += 1
      var content = text.text
      content.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
      guard !words.isEmpty else { continue }
      inputs += means.encode(words, unseen: analyzer.unseen)
      if encoder == .lstm { sequences.append(words) }
      targets.append(numbers[text.label]!)
    }
    guard !targets.isEmpty else {
      throw FileError(
        .unknownWords, file: name, problem: "none of its words is known to the vectors",
        remedy: "use vectors that were trained on text of the same language and kind")
    }
    guard inputs.allSatisfy(\.isFinite) else {
      throw FileError(
        .damaged, file: name, problem: "the vectors of its words hold numbers that aren't finite",
        remedy: "train the vectors again")
    }
    let generator = SeededGenerator(seed: configuration.seed)
    func adaptation(
      epochs: Int, loss: Double, _ stopReason: ClassifierTrainer.StopReason
    ) -> SentimentModel.Adaptation {
      SentimentModel.Adaptation(
        corpus: corpus, configuration: configuration, textCount: texts.count,
        unknownTextCount: texts.count - targets.count, epochs: epochs, loss: loss,
        stopReason: stopReason)
    }
    let head: SentimentModel.Head
    switch encoder {
    case .mean:
      let outcome = ClassifierTrainer(configuration).train(
        inputs: inputs, targets: LabelTargets(targets, labelCount: labels.count), using: generator,
        progress: progress)
      head = .network(
        outcome.classifier,
        adaptation(epochs: outcome.epochs, loss: outcome.loss, outcome.stopReason))
    case .lstm:
      let outcome = LSTMTrainer(configuration).train(
        texts: sequences, targets: LabelTargets(targets, labelCount: labels.count),
        vectors: vectors.input,
        using: generator, progress: progress)
      head = .recurrent(
        outcome.network,
        adaptation(epochs: outcome.epochs, loss: outcome.loss, outcome.stopReason))
    }
    return SentimentModel(
      embeddings: embeddings, labels: labels,
      prior: counts.map { Double($0) / Double(texts.count) }, head: head)
  }
}
