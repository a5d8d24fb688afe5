import SentimentTextProcessing
import SentimentWordEmbeddings

/// Documents of random words, each document of the words of one topic.
struct TopicCorpus {
  static let wordsPerTopic = 8
  private static let topics = ["a", "b", "c", "d"]
  private let text: [UInt8]

  init(documents: Int) {
    var generator = SeededGenerator(seed: 23)
    var text = ""
    for _ in 0..<documents {
      let topic = Self.topics[generator.below(Self.topics.count)]
      let words = (0..<12).map { _ in "\(topic)\(generator.below(Self.wordsPerTopic))" }
      text += words.joined(separator: " ") + "\n"
    }
    self.text = Array(text.utf8)
  }

  func encoded(memoryLimit: Int = 1 << 20) throws -> (Vocabulary, EncodedCorpus) {
    try TokenizedCorpus(
      reading: [.memory(name: "topics", text: text)], tokenizer: .whitespace, threads: 1,
      memoryLimit: memoryLimit
    ).encoded(minimumCount: 1, stopWords: .none)
  }
}
