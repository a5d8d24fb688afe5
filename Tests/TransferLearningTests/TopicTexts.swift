import SentimentTextProcessing
import SentimentWordEmbeddings

@testable import SentimentTransferLearning

/// Made-up texts of three topics, with vectors that were not learned but lie where they should.
struct TopicTexts {
  static let topics = ["food", "music", "sport"]
  static let wordsPerTopic = 40

  let embeddings: PretrainedEmbeddings
  private var generator: SeededGenerator

  /// Words of a topic lie around a direction of its own.
  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var rows: [[Float]] = []
    var words: [String] = []
    for (number, topic) in Self.topics.enumerated() {
      for word in 0..<Self.wordsPerTopic {
        words.append("\(topic)\(word)")
        rows.append(
          (0..<8).map { ($0 == number ? 0.6 : 0) + generator.uniform() - 0.5 })
      }
    }
    self.generator = generator
    embeddings = PretrainedEmbeddings(
      vectors: WordVectors(
        vocabulary: Vocabulary(words: words, counts: words.map { _ in 5 })!,
        input: EmbeddingMatrix(rows: rows)),
      settings: TextSettings(tokenizer: .icu, language: nil, stopWords: .none),
      provenance: .init(
        corpora: [], configuration: SkipGramConfiguration(), minimumCount: 1, epochLosses: []))
  }

  /// A text of which two words in three are of the topic.
  mutating func text(_ topic: Int, length: Int = 12) -> String {
    (0..<length).map { _ in
      let own = generator.below(3) > 0 ? topic : generator.below(Self.topics.count)
      return "\(Self.topics[own])\(generator.below(Self.wordsPerTopic))"
    }.joined(separator: " ")
  }

  /// Labelled texts of the first topics in turn.
  mutating func labelled(_ count: Int, topics: Int = 3, length: Int = 12) -> [LabelledText] {
    (0..<count).map {
      LabelledText(
        label: Self.topics[$0 % topics], text: text($0 % topics, length: length), line: $0 + 1)
    }
  }

  /// Texts without labels, a line each.
  mutating func unlabelled(_ count: Int, topics: Int = 3, length: Int = 40) -> CorpusSource {
    let lines = (0..<count).map { text($0 % topics, length: length) }
    return .memory(name: "texts", text: Array(lines.joined(separator: "\n").utf8))
  }

  static func accuracy(of model: SentimentModel, on texts: [LabelledText]) throws -> Double {
    let classifier = try model.makeClassifier()
    let correct = try texts.count { try classifier.classify($0.text).label == $0.label }
    return Double(correct) / Double(texts.count)
  }
}
