import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// What some of the labelled texts, a random sample, say of a model.
struct FittedModelSampleTests {
  private let texts: [LabelledText]
  private let fitted: FittedModel

  init() throws {
    let pairs = [
      ("good", "a great film"), ("good", "wonderful actors"), ("good", "great fun, loved it"),
      ("good", "an excellent story"), ("good", "a moving and charming tale"),
      ("bad", "a boring film"), ("bad", "terrible actors"), ("bad", "a waste of time"),
      ("bad", "dull and predictable"), ("bad", "the worst story of all"),
    ]
    texts = pairs.enumerated().map { LabelledText(label: $1.0, text: $1.1, line: $0 + 1) }
    let embeddings = try SentimentModel.builtInVectors(for: "a film".utf8Span.span)
    fitted = try LinearFitter(UnlabelledStatistics(embeddings, texts: texts.map(\.text)))
      .fitWithCrossValidation(texts)
  }

  @Test func anEstimateIsOfTheSampleAlone() throws {
    let sample: Set = [0, 1, 5]
    let estimate = try #require(fitted.estimate(on: sample, of: texts))
    let right = fitted.outOfFold.count { sample.contains($0.index) && $0.isRight }
    #expect(estimate.textCount == 3 && estimate.accuracy == Double(right) / 3)
    #expect(estimate.majorityBaseline?.label == "good")
    let whole = try #require(fitted.model.card.estimate)
    let (narrow, wide) = (whole.interval, estimate.interval)
    #expect(wide.upperBound - wide.lowerBound > narrow.upperBound - narrow.lowerBound)
    #expect(fitted.estimate(on: [], of: texts) == nil)
  }

  @Test func noModelBeatsItself() {
    #expect(!fitted.isMoreAccurate(than: fitted, on: Set(texts.indices)))
  }

  /// Ten answers to none are more than chance; three are not.
  @Test func aModelBeatsAnotherByEnoughAnswersAlone() {
    let (right, wrong) = (answering(right: true), answering(right: false))
    #expect(right.isMoreAccurate(than: wrong, on: Set(texts.indices)))
    #expect(!wrong.isMoreAccurate(than: right, on: Set(texts.indices)))
    #expect(!right.isMoreAccurate(than: wrong, on: [0, 1, 5]))
  }

  private func answering(right: Bool) -> FittedModel {
    FittedModel(
      model: fitted.model,
      outOfFold: fitted.outOfFold.map {
        OutOfFoldPrediction(
          index: $0.index, label: $0.label, probability: $0.probability, isRight: right,
          probabilityOfTruth: $0.probabilityOfTruth, probabilities: $0.probabilities,
          group: $0.group)
      }, isRightAtLabelledShares: fitted.isRightAtLabelledShares, groups: fitted.groups)
  }
}
