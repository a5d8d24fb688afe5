import Classification
import TextProcessing
import WordEmbeddings

/// Adaptation: from pre-trained vectors and a few labelled texts to a model.
public struct Adapter: Sendable {
  public let configuration: ClassifierConfiguration

  public init(_ configuration: ClassifierConfiguration = ClassifierConfiguration()) {
    self.configuration = configuration
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
        file: name, problem: "all its texts have the label \"\(labels.first ?? "")\"",
        remedy: "give texts of at least two labels")
    }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let vectors = embeddings.vectors
    let analyzer = try TextAnalyzer(
      embeddings.settings, vocabulary: vectors.vocabulary, subwords: vectors.subwords)
    let encoder = SentenceEncoder(vectors)
    var inputs: [Float] = []
    var targets: [Int] = []
    var counts = [Int](repeating: 0, count: labels.count)
    var words: [Int] = []
    for text in texts {
      counts[numbers[text.label]!] += 1
      var content = text.text
      content.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
      guard !words.isEmpty else { continue }
      inputs += encoder.encode(words, unseen: analyzer.unseen)
      targets.append(numbers[text.label]!)
    }
    guard !targets.isEmpty else {
      throw FileError(
        file: name, problem: "none of its words is known to the vectors",
        remedy: "use vectors that were trained on text of the same language and kind")
    }
    guard inputs.allSatisfy(\.isFinite) else {
      throw FileError(
        file: name, problem: "the vectors of its words hold numbers that aren't finite",
        remedy: "train the vectors again")
    }
    let outcome = ClassifierTrainer(configuration).train(
      inputs: inputs, labels: targets, labelCount: labels.count,
      using: SeededGenerator(seed: configuration.seed))
    return SentimentModel(
      embeddings: embeddings, labels: labels,
      prior: counts.map { Double($0) / Double(texts.count) },
      head: .network(
        outcome.classifier,
        SentimentModel.Adaptation(
          corpus: corpus, configuration: configuration, textCount: texts.count,
          unknownTextCount: texts.count - targets.count, epochs: outcome.epochs,
          loss: outcome.loss, stopReason: outcome.stopReason)))
  }
}
