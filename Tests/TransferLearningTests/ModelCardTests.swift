import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct ModelCardTests {
  /// A linear model's card is a flat object with the members that it always had.
  @Test func linearCardsKeepTheirKeys() throws {
    var texts = TopicTexts(seed: 51)
    let fitter = try LinearFitter(UnlabelledStatistics(texts.embeddings, reading: []))
    let card = try fitter.fit(texts.labelled(20, topics: 2)).card
    let text = try JSONText.encode(card)
    #expect(
      try keys(of: text) == [
        "calibration", "configuration", "estimate", "labelCounts", "method", "names", "sources",
        "trials", "unknownTextCount", "unlabelledSources", "unlabelledTextCount",
      ])
    #expect(read(text) == card)
  }

  @Test func cardsOfNetworksKeepTheirKeys() throws {
    var texts = TopicTexts(seed: 52)
    var fitter = NetworkFitter()
    fitter.crossValidates = false
    let model = try fitter.fit(texts.labelled(20, topics: 2), on: texts.embeddings)
    let text = try JSONText.encode(model.card)
    #expect(
      try keys(of: text) == [
        "configuration", "epochs", "loss", "stopReason", "textCount", "unknownTextCount",
      ])
    #expect(read(text) == model.card)
    #expect(model.estimate == nil && model.card.linearTraining == nil)
  }

  /// The version stands beside the card in a file.
  private func read(_ text: String) -> ModelCard? {
    var card = JSONText.decode(ModelCard.self, from: text)
    card?.programVersion = ProgramVersion.current
    return card
  }

  private func keys(of text: String) throws -> [String] {
    struct AnyKey: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    struct Keys: Decodable {
      let names: [String]
      init(from decoder: any Decoder) throws {
        names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
      }
    }
    return try #require(JSONText.decode(Keys.self, from: text)).names
  }
}
