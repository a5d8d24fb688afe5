import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct AbstentionTests {
  /// - Parameter copies: so many texts that follow each other are copies.
  private func answers(
    _ probabilities: [Double], copies: Int = 1, isRight: (Int) -> Bool
  ) -> [OutOfFoldPrediction] {
    probabilities.enumerated().map { place, probability in
      OutOfFoldPrediction(
        index: place, label: "a", probability: probability, isRight: isRight(place),
        probabilityOfTruth: isRight(place) ? probability : 1 - probability,
        probabilities: [probability, 1 - probability], group: place / copies)
    }
  }

  /// The surer half of the answers is right, the other as often wrong.
  @Test func theSureAnswersAreKept() throws {
    let probabilities = (0..<200).map { 1 - Double($0) / 400 }
    let abstention = try Abstention(
      promising: 0.9, by: answers(probabilities) { $0 < 100 || $0 % 2 == 0 }, name: "texts")
    #expect(abstention.threshold == probabilities[99])
    #expect(abstention.answeredShare == 0.5 && abstention.precision == 1)
    #expect(abstention.precisionLowerBound >= 0.9 && abstention.promisedPrecision == 0.9)
    #expect(
      !abstention.withholds(LabelProbabilities(probabilities: [0.1, 0.9], knownWordCount: 1)))
    #expect(abstention.withholds(LabelProbabilities(probabilities: [0.3, 0.7], knownWordCount: 1)))
    #expect(abstention.withholds(LabelProbabilities(probabilities: [0, 1], knownWordCount: 0)))
  }

  /// Eight copies show no more than one of them.
  @Test func copiesAreOneAnswer() throws {
    let probabilities = (0..<1_600).map { 1 - Double($0 / 8) / 400 }
    let once = (0..<200).map { 1 - Double($0) / 400 }
    #expect(
      try Abstention(
        promising: 0.9, by: answers(probabilities, copies: 8) { $0 < 800 || $0 % 16 < 8 },
        name: "texts")
        == Abstention(
          promising: 0.9, by: answers(once) { $0 < 100 || $0 % 2 == 0 }, name: "texts"))
    let few = [Double](repeating: 0.9, count: 160)
    #expect(throws: FileError.self) {
      try Abstention(promising: 0.9, by: answers(few, copies: 8) { _ in true }, name: "texts")
    }
    #expect(throws: Never.self) {
      try Abstention(promising: 0.9, by: answers(few) { _ in true }, name: "texts")
    }
  }

  /// Equal probabilities can't be told apart by a threshold.
  @Test func equalProbabilitiesCountTogether() throws {
    let abstention = try Abstention(
      promising: 0.5, by: answers([Double](repeating: 0.8, count: 100)) { _ in true },
      name: "texts")
    #expect(abstention.answeredShare == 1 && abstention.threshold == 0.8)
  }

  @Test(arguments: [(10, 0.9), (0, 0.1), (1_000, 0.999_9)])
  func whatCannotBeShownIsNotPromised(count: Int, precision: Double) {
    let answers = answers([Double](repeating: 0.9, count: count)) { _ in true }
    #expect(throws: FileError.self) {
      try Abstention(promising: precision, by: answers, name: "texts")
    }
  }

  /// Answers as sure as they are often right: of many sets of them, the promise must be kept by
  /// nearly all whose answers show it.
  @Test func thePromiseIsKept() throws {
    var generator = SeededGenerator(seed: 5)
    var (made, kept) = (0, 0)
    for _ in 0..<200 {
      let probabilities = (0..<600).map { _ in 0.5 + Double(generator.uniform()) / 2 }
      let isRight = probabilities.map { Double(generator.uniform()) < $0 }
      guard
        let abstention = try? Abstention(
          promising: 0.8, by: answers(probabilities) { isRight[$0] }, name: "texts")
      else { continue }
      made += 1
      // The precision of calibrated answers from the threshold up is their mean probability.
      if (abstention.threshold + 1) / 2 >= 0.8 { kept += 1 }
    }
    #expect(made > 100)
    #expect(Double(kept) >= 0.95 * Double(made))
  }
}
