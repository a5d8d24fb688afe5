import Foundation
import NIOCore
import SentimentTransferLearning
import SentimentWordEmbeddings
import Testing

@testable import SentimentService

/// The fast ways in and out of JSON, next to Foundation's.
struct PredictionJSONTests {
  private struct LabelProbabilities: Decodable {
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
    let answer = try JSONDecoder().decode(LabelProbabilities.self, from: Data(bytes))
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
      try JSONDecoder().decode(LabelProbabilities.self, from: Data(bytes)).predictions == [read])
    #expect(try JSONText.encode(read).contains("\"label\":\(label)"))
  }

  @Test func noPredictionsAreAnEmptyList() {
    let text = String(decoding: PredictionJSON(model: "m", []).bytes, as: UTF8.self)
    #expect(text == #"{"model":"m","predictions":[]}"#)
  }

  @Test(arguments: [
    (#"{"text":"a b"}"#, "a b"), (" {\n\"text\" :\t\"é好\" } \r\n", "é好"), (#"{"text":""}"#, ""),
  ])
  func aPlainQuestionIsRead(body: String, text: String) {
    #expect(PlainQuestion.text(of: ByteBuffer(string: body)) == text)
  }

  @Test(arguments: [
    #"{"text":"a\nb"}"#, #"{"text":"a"} x"#, #"{"text":"a","explain":true}"#, #"{"text":1}"#,
    #"{"texts":"a"}"#, #"{"text":"a"#, "{\"text\":\"a\u{1}\"}", "", "{", #"[{"text":"a"}]"#,
  ])
  func anyOtherBodyIsLeftToTheDecoder(body: String) {
    #expect(PlainQuestion.text(of: ByteBuffer(string: body)) == nil)
  }

  @Test func bytesThatAreNoUTF8AreLeftToTheDecoder() {
    let body = ByteBuffer(bytes: Array(#"{"text":""#.utf8) + [0xFF] + Array(#""}"#.utf8))
    #expect(PlainQuestion.text(of: body) == nil)
  }
}
