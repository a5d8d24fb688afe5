/// What applies a classification head to texts: one thread's tool.
///
/// Words are ids of the vocabulary, and of the last text's words that the vocabulary lacks.
package protocol HeadScorer {
  /// Whether texts are wanted, and not their words alone.
  var readsTexts: Bool { get }

  /// The text whose words come next; `nil` where there are words alone.
  ///
  /// - Parameter asks: whether an encoder is asked for certain, as words tell little of the text.
  func read(_ text: String?, asks: Bool)

  /// Lets an encoder read texts together that come next, which is faster than one by one.
  ///
  /// - Parameter texts: with no words where these tell little.
  /// - Throws: `FileError` when it gives no finite numbers.
  func prepare(_ texts: [(words: [Int], text: String)]) throws

  /// What an encoder makes of the text whose words come next, in place of the text.
  func read(vector: [Float])

  /// The labels' probabilities.
  ///
  /// - Parameter words: of a text, in order; at least one, unless the text was read.
  /// - Throws: `FileError` when an encoder gives no finite numbers.
  func probabilities(_ words: [Int]) throws -> [Double]

  /// The logits of all labels for some words, and for them but for all occurrences of each of `left`.
  ///
  /// - Returns: `[1 + left × labels]`.
  func logits(_ words: [Int], leavingOut left: [Int]) -> [[Double]]
}

extension HeadScorer {
  package var readsTexts: Bool { false }

  package func read(_ text: String?, asks: Bool) {}

  package func prepare(_ texts: [(words: [Int], text: String)]) throws {}

  package func read(vector: [Float]) {}
}
