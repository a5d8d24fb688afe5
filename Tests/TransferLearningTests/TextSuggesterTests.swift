import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Which text to label next.
struct TextSuggesterTests {
  private typealias Candidate = TextSuggester.Candidate

  private func candidate(
    _ id: Int64, _ vector: [Float], _ probabilities: [Double] = [0.5, 0.5], words: Set<Int>? = nil
  ) -> Candidate {
    Candidate(
      id: id, vector: vector, words: words ?? [Int(id)], probabilities: probabilities)
  }

  @Test func ofAlikeTextsTheLeastSureComesFirst() {
    let chosen = TextSuggester(labelled: []).choose(
      1,
      of: [
        candidate(1, [0, 1], [0.9, 0.1]), candidate(2, [0, 1], [0.55, 0.45]),
        candidate(3, [0, 1], [0.3, 0.7]),
      ])
    #expect(chosen == [2])
  }

  @Test func ofEquallyUnsureTheLeastLikeWhatIsLabelled() {
    let suggester = TextSuggester(
      labelled: (10..<20).map { candidate($0, [1, 0]) })
    #expect(suggester.choose(1, of: [candidate(1, [1, 0]), candidate(2, [0, 1])]) == [2])
  }

  /// Three texts are alike, one is alone: a label for one of the three tells of all.
  @Test func whatManyAreLikeComesBeforeWhatIsAlone() {
    let texts = [
      candidate(1, [0, 1]), candidate(2, [1, 0]), candidate(3, [1, 0.1]), candidate(4, [1, -0.1]),
    ]
    let chosen = TextSuggester(labelled: []).choose(4, of: texts)
    #expect(Set(chosen) == [1, 2, 3, 4] && chosen[0] != 1)
  }

  @Test func nearDuplicatesAreLeftOut() {
    let words = Set(0..<10)
    let texts = [
      candidate(1, [1, 0], words: words), candidate(2, [1, 0], words: words.union([10])),
      candidate(3, [0, 0.1], words: [20]), candidate(4, [0.9, 0], words: Set(30..<40)),
    ]
    let chosen = TextSuggester(labelled: []).choose(4, of: texts)
    #expect(chosen.count == 3 && chosen.contains(3) && chosen.contains(4))
    let labelled = TextSuggester(labelled: [candidate(9, [1, 0], words: words)])
    #expect(Set(labelled.choose(4, of: texts)) == [3, 4])
  }

  @Test func thereMayBeFewerThanAskedFor() {
    #expect(TextSuggester(labelled: []).choose(2, of: []) == [])
    #expect(TextSuggester(labelled: []).choose(2, of: [candidate(7, [0, 0], [])]) == [7])
  }

  /// The gain of each text, against the pool's mean variance with and without its label, by
  /// inverting the precision anew.
  @Test func theGainIsWhatTheVarianceLoses() {
    var generator = SeededGenerator(seed: 8)
    let features = (0..<12).map { _ in (0..<3).map { _ in generator.uniform() - 0.5 } }
    let weights = (0..<12).map { _ in Double(generator.uniform()) / 4 }
    var reduction = VarianceReduction(
      features: features, weights: weights, labelled: [(features[0], 0.25)])
    var known = [(features[0], 0.25)]
    for text in [3, 7, 3] {
      for other in features.indices {
        let lost =
          Self.meanVariance(features, known)
          - Self.meanVariance(features, known + [(features[other], weights[other])])
        #expect(abs(reduction.gain(of: other) - lost) < 1e-9)
      }
      reduction.label(text)
      known.append((features[text], weights[text]))
    }
  }

  /// The mean of `xᵀA⁻¹x`, by Cramer's rule for three dimensions.
  private static func meanVariance(_ features: [[Float]], _ known: [([Float], Double)]) -> Double {
    var a = (0..<3).map { row in (0..<3).map { row == $0 ? 1.0 : 0.0 } }
    for (x, weight) in known {
      for row in 0..<3 {
        for column in 0..<3 { a[row][column] += weight * Double(x[row]) * Double(x[column]) }
      }
    }
    func minor(_ row: Int, _ column: Int) -> Double {
      let (r, s) = ((row + 1) % 3, (row + 2) % 3)
      let (c, d) = ((column + 1) % 3, (column + 2) % 3)
      return a[r][c] * a[s][d] - a[r][d] * a[s][c]
    }
    let determinant = (0..<3).reduce(0) { $0 + a[0][$1] * minor(0, $1) }
    let sum = features.reduce(0.0) { sum, x in
      (0..<3).reduce(sum) { sum, row in
        (0..<3).reduce(sum) { sum, column in
          sum + Double(x[row]) * Double(x[column]) * minor(column, row) / determinant
        }
      }
    }
    return sum / Double(features.count)
  }
}
