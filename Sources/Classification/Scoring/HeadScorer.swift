/// What applies a classification head to texts: one thread's tool.
///
/// Words are ids of the vocabulary, and of the last text's words that the vocabulary lacks.
package protocol HeadScorer {
  /// The labels' probabilities.
  ///
  /// - Parameter words: of a text, in order; at least one.
  func probabilities(_ words: [Int]) -> [Double]

  /// The logits of all labels for some words, and for them but for all occurrences of each of `left`.
  ///
  /// - Returns: `[1 + left × labels]`.
  func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]]
}
