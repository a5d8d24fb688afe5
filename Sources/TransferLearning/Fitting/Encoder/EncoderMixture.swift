import SentimentClassification
import SentimentPlatform

/// The weights with which methods are mixed, by what models of them say of labelled texts that these didn't
/// learn from: in proportion to the likelihood of the texts' labels (pseudo-Bayesian model averaging; Yao et
/// al. 2018, "Using stacking to average Bayesian predictive distributions", section 3.2).
///
/// Eight labelled texts hardly tell methods apart, and all have a part then; a hundred leave those that are
/// as good as the best. Choosing the best instead lost up to 4 points with 4 labels of each kind, and gained
/// none with 64.
struct EncoderMixture {
  let parts: [EncoderTraining.Part]
  /// By what each method's scores are multiplied: its calibration times its weight.
  let factors: [Double]
  /// The mixed scores for each repetition, `[texts × outputs]`.
  let scores: [[Double]]

  /// How likely words alone are the best, as against an encoder, before labels tell: they were on one of the
  /// kinds of texts that this was found on, subjectivity. With 4 labels of each kind, 1 in its place lost 4
  /// points on customer reviews and 2 on Chinese products, 0.06 lost 2 on subjectivity.
  private static let priorOfWords = 0.125
  /// Below this, a method has no part.
  private static let leastWeight = 0.01

  /// - Parameters:
  ///   - scores: of each method, for each repetition, `[texts × outputs]`.
  ///   - truths: the texts' labels.
  ///   - groups: of the texts.
  init(
    _ methods: [EncoderTraining.Method], scores: [[[Double]]], truths: [Int], outputCount: Int,
    groups: TextGroups
  ) {
    let count = scores[0].count
    let weights = groups.weights
    let calibrations = scores.map { scores in
      Temperature(
        scores: scores.flatMap { $0 }, labels: (0..<count).flatMap { _ in truths },
        outputCount: outputCount,
        weights: (0..<count).flatMap { _ in weights.map { $0 / Double(count) } }, check: {}
      ).factor
    }
    let losses = zip(scores, calibrations).map { scores, factor in
      scores.reduce(0) {
        $0 + Self.loss($1, factor, truths, outputCount, weights)
      } / Double(count)
    }
    let least = losses.min()!
    var shares = zip(methods, losses).map { method, loss in
      exp(least - loss) * (method == .words ? Self.priorOfWords : 1)
    }
    let total = shares.reduce(0, +)
    shares = shares.map { $0 / total < Self.leastWeight ? 0 : $0 }
    let kept = shares.reduce(0, +)
    shares = shares.map { $0 / kept }
    let texts = weights.reduce(0, +)
    parts = methods.indices.map {
      .init(method: methods[$0], weight: shares[$0], loss: losses[$0] / texts)
    }
    let factors = zip(calibrations, shares).map(*)
    self.factors = factors
    self.scores = (0..<count).map { repetition in
      scores[0][repetition].indices.map { place in
        scores.indices.reduce(0) { $0 + factors[$1] * scores[$1][repetition][place] }
      }
    }
  }

  /// Where labels are too few to tell: each method has the same part.
  init(untold methods: [EncoderTraining.Method]) {
    let share = 1 / Double(methods.count)
    parts = methods.map { .init(method: $0, weight: share, loss: nil) }
    factors = methods.map { _ in share }
    scores = []
  }

  /// The sum of `−log p` over the texts.
  private static func loss(
    _ scores: [Double], _ factor: Double, _ truths: [Int], _ outputCount: Int, _ weights: [Double]
  ) -> Double {
    truths.indices.reduce(0) { sum, row in
      let logits = scores[row * outputCount..<(row + 1) * outputCount].map { $0 * factor }
      let probability = LogisticRegression.probabilities(logits[...])[truths[row]]
      return sum - weights[row] * log(max(probability, leastProbability))
    }
  }

  /// One wrong answer given for certain doesn't decide.
  private static let leastProbability = 1e-4
}
