import SentimentTextProcessing
import Testing

/// Settings of reading and of choosing words that can't be are errors, not crashes.
struct CorpusSettingsTests {
  private func corpus(threads: Int = 1) throws -> TokenizedCorpus {
    try TokenizedCorpus(
      reading: [.memory(name: "text", text: Array("a b a b\na b\n".utf8))],
      tokenizer: .whitespace, threads: threads)
  }

  private func setting(_ body: () throws -> Void) throws -> String {
    try #require(throws: FileError.self, performing: body).file
  }

  @Test(arguments: [0, -1, 257, .max, .min])
  func threadsAreChecked(threads: Int) throws {
    #expect(try setting { _ = try corpus(threads: threads) } == "threads")
  }

  @Test(arguments: [0, -1, .min])
  func theMinimumCountIsChecked(count: Int) throws {
    let corpus = try corpus()
    #expect(
      try setting { _ = try corpus.encoded(minimumCount: count, stopWords: .none) }
        == "minimumCount")
  }

  @Test(arguments: [
    (PhraseDetection(threshold: -1), "threshold"), (PhraseDetection(threshold: .nan), "threshold"),
    (PhraseDetection(threshold: .infinity), "threshold"),
    (PhraseDetection(discount: 0), "discount"),
    (PhraseDetection(discount: .min), "discount"),
  ])
  func phraseDetectionIsChecked(detection: PhraseDetection, name: String) throws {
    let corpus = try corpus()
    #expect(try setting { _ = try corpus.phrases(by: detection, stopWords: .none) } == name)
    #expect(try setting { try detection.check() } == name)
  }
}
