import Testing

@testable import SentimentService

struct TrainingSettingsTests {
  @Test func numbersOutOfRangeAreRefused() throws {
    try TrainingSettings(epochs: 1, dimension: 1_000).check()
    #expect(throws: Refusal.self) { try TrainingSettings(epochs: 0).check() }
    #expect(throws: Refusal.self) { try TrainingSettings(epochs: 10_001).check() }
    #expect(throws: Refusal.self) { try TrainingSettings(dimension: 1_001).check() }
  }

  @Test func aLargerCorpusEndsByItselfUnlessEpochsAreGiven() {
    #expect(!TrainingSettings().pretraining(byteCount: 200_000).stopsEarly)
    #expect(TrainingSettings().pretraining(byteCount: 200_001).stopsEarly)
    let given = TrainingSettings(epochs: 7, dimension: 3, seed: 5).pretraining(byteCount: 1 << 20)
    #expect(!given.stopsEarly && given.skipGram.epochs == 7)
    #expect(given.skipGram.dimension == 3 && given.skipGram.seed == 5 && given.threads == 1)
  }
}
