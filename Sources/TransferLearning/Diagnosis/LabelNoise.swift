import SentimentPlatform
import SentimentTextProcessing

/// Finds texts that are probably labelled wrong, by what models made of them that didn't learn from
/// them (confident learning; Northcutt, Jiang and Chuang 2021): those whose answer is another label,
/// and surer than models are on average of texts with that label.
struct LabelNoise {
  /// Of the suspicious answers, that with the least probability of the given label first.
  let suspects: [OutOfFoldPrediction]

  init(_ answers: [OutOfFoldPrediction], texts: [LabelledText]) {
    var sums: [String: (probability: Double, count: Int)] = [:]
    for answer in answers {
      let sum = sums[texts[answer.index].label] ?? (0, 0)
      sums[texts[answer.index].label] = (
        sum.probability + answer.probabilityOfTruth, sum.count + 1
      )
    }
    suspects = answers.filter { answer in
      guard !answer.isRight, let sum = sums[answer.label] else { return false }
      return answer.probability >= max(Self.leastProbability, sum.probability / Double(sum.count))
    }
    .sorted { ($0.probabilityOfTruth, $0.index) < ($1.probabilityOfTruth, $1.index) }
  }

  /// An answer less sure than this says nothing against a label.
  private static let leastProbability = 0.8
}
