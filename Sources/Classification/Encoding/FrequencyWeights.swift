import SentimentPlatform

/// Weights by which rare words count more in a mean than frequent ones, `a / (a + p(w))` (smooth
/// inverse frequency; Arora, Liang and Ma 2017, section 3).
package struct FrequencyWeights: Sendable {
  /// Of each word, in `(0, 1]`.
  package let values: [Float]

  /// The paper's `a`.
  package static let smoothing = 1e-3

  /// - Parameter values: of each word.
  package init(_ values: [Float]) { self.values = values }

  /// Every word counts the same.
  package init(uniformFor wordCount: Int) { values = [Float](repeating: 1, count: wordCount) }

  /// - Parameter counts: how often each word was seen; all zero where unknown. Then the words
  ///   are taken to stand in the order of their frequency and to follow Zipf's law, `p ∝ 1 / rank`.
  package init(counts: [Int]) {
    var frequencies = counts.map(Double.init)
    if counts.allSatisfy({ $0 == 0 }) { frequencies = counts.indices.map { 1 / Double($0 + 1) } }
    let total = frequencies.reduce(0, +)
    values = frequencies.map { Float(Self.smoothing / (Self.smoothing + $0 / total)) }
  }
}
