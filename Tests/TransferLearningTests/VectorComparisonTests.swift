import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// Comparisons of made-up answers, of which it is known who wins.
struct VectorComparisonTests {
  /// What would come of a fit to 100 texts, of which the first so many have no known word, and some
  /// others are answered wrong.
  private func fitted(unknown: Int = 0, wrong: Range<Int>, estimated: Bool = true) throws
    -> FittedModel
  {
    var texts = TopicTexts(seed: 2)
    var fitter = try LinearFitter(UnlabelledStatistics(texts.embeddings, reading: []))
    fitter.crossValidates = false
    var model = try fitter.fit(texts.labelled(4, topics: 2))
    model.card.textCount = 100
    model.card.unknownTextCount = unknown
    let answers = (unknown..<100).map {
      OutOfFoldPrediction(
        index: $0, label: "food", probability: 0.9, isRight: !wrong.contains($0),
        probabilityOfTruth: 0.9, probabilities: [0.9, 0.1], group: $0)
    }
    let groups = TextGroups(ofSingles: answers.count)
    if estimated {
      model.card.estimate = ModelCard.Estimate(
        accuracy: groups.accuracy(answers.map(\.isRight)), groups: groups,
        truths: answers.map { $0.index % 2 == 0 ? "food" : "music" }, folds: 10, repetitions: 1)
    }
    return FittedModel(
      model: model, outOfFold: answers, isRightAtLabelledShares: answers.map(\.isRight),
      groups: TextGroups(ofSingles: 100))
  }

  /// Of the texts on which two differ, the later must win more than it loses by a standard deviation,
  /// the root of their number: one more is chance, as is one among 39, and ten more of ten are not.
  @Test(arguments: [(1..<20, "first"), (20..<39, "first"), (0..<10, "second")])
  func theLaterMustWinByMoreThanChance(wrong: Range<Int>, chosen: String) throws {
    var comparison = try VectorComparison(try fitted(wrong: 0..<20), name: "first")
    try comparison.add(try fitted(wrong: wrong), name: "second")
    #expect(comparison.chosen.model.card.vectors == chosen)
    #expect(comparison.chosen.outOfFold.count { !$0.isRight } == (chosen == "first" ? 20 : 10))
  }

  /// Vectors that know half of the texts and answer these right don't beat others that know all and
  /// answer four in five right.
  @Test func unknownTextsCountAsWrong() throws {
    var comparison = try VectorComparison(try fitted(wrong: 0..<20), name: "all")
    try comparison.add(try fitted(unknown: 50, wrong: 0..<0), name: "half")
    let card = comparison.chosen.model.card
    #expect(card.vectors == "all")
    let trials = try #require(card.vectorTrials)
    #expect(trials.map(\.name) == ["all", "half"])
    #expect(trials.map(\.unknownTextCount) == [0, 50])
    #expect(abs(trials[0].accuracy - 0.8) < 1e-12 && abs(trials[1].accuracy - 0.5) < 1e-12)
  }

  @Test func withoutAnEstimateThereIsNoComparison() throws {
    #expect(throws: FileError.self) {
      try VectorComparison(try fitted(wrong: 0..<1, estimated: false), name: "few")
    }
  }
}
