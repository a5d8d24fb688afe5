import Foundation
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Testing

@Suite struct TextClassifierTests {
  @Test(arguments: [
    ("movie-reviews-en", "It was great", "positive"),
    ("movie-reviews-en", "It was really stupid.", "negative"),
    ("movie-reviews-zh", "真好看", "positive"), ("movie-reviews-zh", "太难看了", "negative"),
  ])
  func theBuiltInModelsAnswer(model: String, text: String, label: String) throws {
    let prediction = try #require(try SentimentModel(embedded: model)).classify(text)
    #expect(prediction.label == label)
    #expect(prediction.probability > 0.9)
    #expect(prediction.coverage == 1)
  }

  /// In its own file `general` still knows which texts are in none of its languages, though its encoder reads any.
  @Test func theGeneralModelIsTheSameInAFile() throws {
    let general = try #require(try SentimentModel(embedded: SentimentModel.generalName))
    let path = FileManager.default.temporaryDirectory.path + "/general-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try general.write(to: path)
    let kept = try SentimentModel(contentsOf: path)
    for text in ["Это был замечательный фильм", "It was great", "物流很慢", "", "¡Qué maravilla!"] {
      let (own, read) = (try general.classify(text), try kept.classify(text))
      #expect(read == own, "\(text)")
    }
    #expect(!(try kept.classify("Это был замечательный фильм").isKnown))
  }

  @Test func aTextWithoutAKnownWordGetsThePrior() throws {
    let texts = try FilmReviews(.english).training
    let embeddings = try Pretraining.smallCorpus.run(on: [try FilmReviews(.english).unlabelled])
    let positive = texts.filter { $0.label == "positive" }
    let negative = texts.filter { $0.label == "negative" }
    let model = try NetworkFitter().fit(positive + [negative[0]], on: embeddings)
    for text in ["", "the of", "xyzzy plugh", "!?"] {
      let prediction = try model.classify(text, explains: true)
      #expect(prediction.coverage == 0)
      #expect(!prediction.isKnown && prediction.label == nil)
      #expect(prediction.likeliestLabel == "positive")
      #expect(try JSONText.encode(prediction).contains(#""label":"positive""#))
      #expect(abs(prediction.probabilities["positive"]! - 0.8) < 1e-6)
    }
  }

  @Test func wordsContributeToTheirSide() throws {
    let model = try #require(try SentimentModel(embedded: "movie-reviews-en"))
    let prediction = try model.classify("great stupid xyzzy", explains: true)
    #expect(prediction.words.map(\.text) == ["great", "stupid", "xyzzy"])
    #expect(prediction.words.map(\.isKnown) == [true, true, false])
    let sign = prediction.label == "positive" ? 1.0 : -1.0
    #expect(prediction.words[0].contribution * sign > 0)
    #expect(prediction.words[1].contribution * sign < 0)
    #expect(prediction.words[2].contribution == 0)
    #expect(abs(prediction.coverage - 2.0 / 3) < 1e-9)
  }
}
