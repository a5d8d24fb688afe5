import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

@Suite struct CandidateVectorsTests {
  private func candidates(
    _ texts: [String], unlabelled: [String] = [], names: [SeedWords] = []
  ) throws -> CandidateVectors {
    let sources = unlabelled.isEmpty ? [] : [CorpusSource.texts(unlabelled, name: "unlabelled")]
    return try CandidateVectors(
      for: texts.enumerated().map { LabelledText(label: "a", text: $1, line: $0 + 1) },
      unlabelled: UnlabelledTexts(sources, options: ReadingOptions(), threads: 1), names: names,
      pretraining: .forAdaptation, cancellation: CancellationFlag()
    ) { _ in }
  }

  @Test func withoutTextTheLanguageOfTheSeedWordsDecides() throws {
    for (word, language) in [("wonderful", Language.english), ("好看", .chinese)] {
      let names = [SeedWords(label: "a", words: [word])]
      let found = try candidates([], names: names)
      #expect(found.knownFraction == nil)
      #expect(found.candidates.map(\.name) == [CandidateVectors.embedded])
      #expect(
        found.candidates[0].embeddings.vectors.vocabulary.words
          == (try SentimentModel(vectorsFor: language).embeddings.vectors.vocabulary.words))
    }
  }

  @Test func textsOfAKnownLanguageTakeTheEmbeddedVectorsFirst() throws {
    let review = "a wonderful story with great actors and a very touching end"
    let found = try candidates([review, "the film is boring and much too long"])
    #expect(try #require(found.knownFraction) > 0.9)
    #expect(found.candidates.count == 1)
    #expect(found.candidates[0].embeddings.vectors.contains("wonderful"))
    let both = try candidates([review], unlabelled: [String](repeating: review, count: 60))
    #expect(both.candidates.count == 2)
    #expect(both.candidates[0].embeddings.vectors.vocabularySize > 1_000)
    #expect(both.candidates[1].embeddings.vectors.vocabularySize < 20)
  }

  /// The embedded vectors know less than half of these words: what the texts teach stands alone.
  @Test func textsOfAnotherLanguageTeachTheirOwn() throws {
    let found = try candidates(
      [], unlabelled: [String](repeating: "grzyby rosną szybko gdy deszcz pada latem", count: 60))
    #expect(try #require(found.knownFraction) < 0.5)
    #expect(found.candidates.count == 1)
    #expect(found.candidates[0].embeddings.vectors.contains("grzyby"))
  }
}
