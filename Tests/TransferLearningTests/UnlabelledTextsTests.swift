import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Texts that were read once, before anything was known of the vectors, against texts that are cut
/// into the vectors' words one by one.
struct UnlabelledTextsTests {
  private static let lines = [
    "The New York film, a GREAT one.", "xyzzy", "new york new york", "it is the york of york",
    "great great film 😀 of the new", "plugh of the",
  ]

  private func embeddings(phrases: Phrases, stopWords: StopWords) -> PretrainedEmbeddings {
    let words =
      ["the", "film", "great", "new", "york", "of"] + phrases.pairs.map(\.word)
    return PretrainedEmbeddings(
      vectors: WordVectors(
        vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 })!,
        input: EmbeddingMatrix(rows: words.map { _ in [1] })),
      settings: TextSettings(
        tokenizer: .icu, language: nil, stopWords: stopWords, phrases: phrases),
      provenance: .init(
        corpora: [], configuration: SkipGramConfiguration(), minimumCount: 1, epochLosses: []))
  }

  private func source(_ lines: [String]) -> CorpusSource {
    .memory(name: "lines", text: Array(lines.joined(separator: "\n").utf8))
  }

  @Test(arguments: [Phrases.none, Phrases([Phrases.Pair("new", "york")])], [1, 3])
  func wordsAreThoseOfTheAnalyzer(phrases: Phrases, threads: Int) throws {
    for stopWords in [StopWords.none, try StopWords(words: ["the", "of"])] {
      let embeddings = embeddings(phrases: phrases, stopWords: stopWords)
      let texts = UnlabelledTexts(
        [source(Self.lines), source(Self.lines.reversed())], options: ReadingOptions(),
        threads: threads)
      let parts = try texts.encoded(for: embeddings, documentLimit: 5)
      #expect(parts.count == 2)
      for (part, lines) in zip(parts, [Self.lines, Self.lines.reversed()]) {
        let expected = try EncodedTexts(lines.prefix(5), embeddings: embeddings)
        #expect(part.texts.ids == expected.ids && part.texts.offsets == expected.offsets)
      }
    }
  }

  /// Thousands of texts, in several batches and a temporary file, for the vectors of the program.
  @Test(arguments: [1, 2])
  func manyTextsAreReadInTheirOrder(threads: Int) throws {
    let embeddings = try #require(try SentimentModel(embedded: "film-reviews-en")).embeddings
    let lines = (0..<20_000).map { "\($0) a film of great length, number \($0 % 977) and the like" }
    let texts = UnlabelledTexts([source(lines)], options: ReadingOptions(), threads: threads)
    for limit in [15_000, 3, 20_001] {
      let parts = try texts.encoded(for: embeddings, documentLimit: limit)
      let expected = try EncodedTexts(lines.prefix(limit), embeddings: embeddings)
      #expect(parts[0].texts.ids == expected.ids && parts[0].texts.offsets == expected.offsets)
    }
  }

  /// Several vectors with the same tokenizer share one reading.
  @Test func textsAreReadOnce() throws {
    final class Count { var readings = 0 }
    let count = Count()
    let texts = UnlabelledTexts([source(Self.lines)], options: ReadingOptions(), threads: 1) {
      _ in count.readings += 1
    }
    _ = try texts.corpus(.icu)
    for stopWords in [StopWords.none, try StopWords(words: ["the"])] {
      _ = try texts.encoded(
        for: embeddings(phrases: .none, stopWords: stopWords), documentLimit: 3)
    }
    #expect(count.readings == 1)
  }
}
