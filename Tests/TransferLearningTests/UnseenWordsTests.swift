import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Testing

/// A model whose vectors have n-grams gives words that it never saw a vector.
@Suite struct UnseenWordsTests {
  /// N-grams of three characters lie up or down by their bucket; so do words by their n-grams.
  private func embeddings() -> PretrainedEmbeddings {
    let subwords = SubwordTable(
      minimum: 3, maximum: 3, rows: EmbeddingMatrix(rows: [[1, 0.1], [-1, 0.1]]))
    let words = ["good", "bad"]
    return PretrainedEmbeddings(
      vectors: WordVectors(
        vocabulary: Vocabulary(words: words, counts: [1, 1])!,
        input: EmbeddingMatrix(rows: [[1, 0], [-1, 0]]), subwords: subwords),
      settings: TextSettings(
        tokenizer: .icu, language: nil, stopWords: try! StopWords(words: ["xyzzy"])),
      origin: .init(file: "made", format: .fastTextBinary))
  }

  private let texts = [
    LabelledText(label: "down", text: "bad", line: 1),
    LabelledText(label: "up", text: "good", line: 2),
  ]

  @Test func unseenWordsAreClassifiedByTheirNGrams() throws {
    let embeddings = embeddings()
    let model = try NetworkFitter().fit(texts, on: embeddings)
    let classifier = try model.makeClassifier()
    for word in ["gut", "schlecht", "wonderful", "好看了", "tremendous", "goodness"] {
      let vector = try #require(embeddings.vectors.vector(for: word))
      let sentence = try classifier.classify(word, explains: true)
      #expect(sentence.coverage == 1)
      #expect(sentence.words.map(\.isKnown) == [true] || word == "好看了")
      if abs(vector[0]) > 0.2, word != "好看了" {
        #expect(sentence.label == (vector[0] > 0 ? "up" : "down"), "\(word): \(vector)")
      }
    }
    // A stop word has n-grams too, and yet doesn't count.
    #expect(try classifier.classify("xyzzy").coverage == 0)
  }

  /// An update learns from them as if the vocabulary had them, with the vectors that they have.
  @Test func updatesLearnFromUnseenWords() throws {
    let new = ["wonderful", "tremendous", "goodness", "gut", "wonderful goodness", "schlecht"]
    let embeddings = embeddings()
    let words = ["good", "bad"] + new.filter { !$0.contains(" ") }
    let rows = words.map { embeddings.vectors.vector(for: $0)! }
    let knowing = PretrainedEmbeddings(
      vectors: WordVectors(
        vocabulary: Vocabulary(words: words, counts: [1, 1] + words.dropFirst(2).map { _ in 0 })!,
        input: EmbeddingMatrix(rows: rows)),
      settings: embeddings.settings, origin: embeddings.origin!)
    func update(_ embeddings: PretrainedEmbeddings) throws -> SentimentModel {
      try ModelUpdater(try NetworkFitter().fit(texts, on: embeddings)).update(
        with: new.enumerated().map {
          LabelledText(label: $0.offset % 2 == 0 ? "new" : "up", text: $0.element, line: 1)
        }, name: "texts"
      ).model
    }
    let updated = try update(embeddings)
    let truth = try update(knowing).makeClassifier()
    #expect(updated.embeddings.vectors.vocabularySize == 2, "the vocabulary stays what it was")
    let classifier = try updated.makeClassifier()
    for text in new + ["good", "bad good"] {
      let (answer, expected) = (try classifier.classify(text), try truth.classify(text))
      #expect(answer.probabilities == expected.probabilities, "\(text)")
    }
  }

  /// They may be left out to save room.
  @Test func withoutNGramsUnseenWordsAreUnknown() throws {
    let model = try NetworkFitter().fit(texts, on: embeddings().withoutSubwords)
    #expect(try model.makeClassifier().classify("wonderful").coverage == 0)
  }
}
