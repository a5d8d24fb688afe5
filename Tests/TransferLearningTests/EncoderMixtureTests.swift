import Foundation
import SentimentClassification
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// How methods are weighed by what they say of held-out texts.
struct EncoderMixtureTests {
  private static let truths = (0..<40).map { $0 % 2 }
  private static let groups = try! TextGroups(
    (0..<40).map { "\(["apple", "pear", "plum", "fig"][$0 % 4]) number \($0 * 7919)" })

  /// Scores that are right in so many of ten cases.
  private func scores(right: Int) -> [Double] {
    Self.truths.enumerated().map { place, truth in
      let isRight = place / 4 % 10 < right
      return (truth == 1) == isRight ? 2 : -2
    }
  }

  /// The weights are in proportion to the likelihoods, which are computed here from the calibrated
  /// probabilities: for scores that are right in a fraction `f` of cases the best probability is `f`.
  @Test func weightsFollowTheLikelihood() {
    let mixture = EncoderMixture(
      [.encoder, .encoderAndOpinions], scores: [[scores(right: 7)], [scores(right: 8)]],
      truths: Self.truths, outputCount: 1, groups: Self.groups)
    func entropy(_ share: Double) -> Double { -share * log(share) - (1 - share) * log(1 - share) }
    let advantage = Double(Self.groups.count) * (entropy(0.7) - entropy(0.8))
    let odds = mixture.parts[1].weight / mixture.parts[0].weight
    // The calibration is held near the scores' own scale.
    #expect(abs(log(odds) - advantage) < 0.6)
    #expect(abs(mixture.parts.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
  }

  @Test func aMethodThatIsFarWorseHasNoPart() {
    let mixture = EncoderMixture(
      [.words, .encoder], scores: [[scores(right: 5)], [scores(right: 10)]], truths: Self.truths,
      outputCount: 1, groups: Self.groups)
    #expect(mixture.parts[0].weight == 0 && mixture.factors[0] == 0)
    #expect(mixture.parts[1].weight == 1)
    #expect(
      mixture.scores[0] == scores(right: 10).map { $0 * mixture.factors[1] })
  }

  /// Words must be better by more than chance to outweigh an encoder.
  @Test func wordsCountLessAtFirst() {
    let same = [scores(right: 8)]
    let mixture = EncoderMixture(
      [.words, .encoder], scores: [same, same], truths: Self.truths, outputCount: 1,
      groups: Self.groups)
    #expect(mixture.parts[0].weight < mixture.parts[1].weight)
    #expect(mixture.parts[0].weight > 0)
  }
}
