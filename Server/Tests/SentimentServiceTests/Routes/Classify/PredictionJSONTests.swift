import Foundation
import SentimentTransferLearning
import SentimentWordEmbeddings
import Testing

@testable import SentimentService

/// The fast way to JSON, compared with Foundation's.
struct PredictionJSONTests {
  private struct Answer: Decodable {
    let model: String
    let predictions: [Prediction]
  }

  @Test(arguments: [
    "It was great, loved it.", "", "\"quoted\" \\ and \u{1} \n\t\u{7f}", "très 好 🎬 \u{2028}",
  ])
  func whatIsWrittenIsReadBack(text: String) throws {
    let model = try #require(try SentimentModel(embedded: "movie-reviews-en"))
    let predictions = [
      try model.classify(text, explains: true), try model.classify(text),
    ]
    let bytes = PredictionJSON(model: text, predictions).bytes
    let answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
    #expect(answer.model == text)
    #expect(answer.predictions == predictions)
  }

  /// Of a model that gives no answer where it isn't sure enough.
  @Test(arguments: [true, false])
  func aWithheldAnswerHasNoLabel(abstains: Bool) throws {
    let label = abstains ? "null" : "\"a\""
    let prediction = """
      {"abstained":\(abstains),"coverage":1,"label":\(label),"probabilities":{"a":0.5,"b":0.5},\
      "probability":0.5,"text":"t","words":[]}
      """
    let read = try JSONDecoder().decode(Prediction.self, from: Data(prediction.utf8))
    #expect(read.abstains == abstains && read.likeliestLabel == "a")
    let bytes = PredictionJSON(model: "m", [read]).bytes
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"label\":\(label)"))
    #expect(
      try JSONDecoder().decode(Answer.self, from: Data(bytes)).predictions == [read])
    #expect(try JSONText.encode(read).contains("\"label\":\(label)"))
  }

  @Test func noPredictionsAreAnEmptyList() {
    let text = String(decoding: PredictionJSON(model: "m", []).bytes, as: UTF8.self)
    #expect(text == #"{"model":"m","predictions":[]}"#)
  }
}
