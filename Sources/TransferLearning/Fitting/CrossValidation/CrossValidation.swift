import SentimentTextProcessing
import SentimentWordEmbeddings

/// What models say of texts that they didn't learn from: each text is held out in one of several
/// ``Folds``.
struct CrossValidation: Sendable {
  let foldCount: Int
  /// Called after each fold, by several threads.
  var foldIsDone: @Sendable () -> Void = {}

  private let labels: [Int]
  private let labelCount: Int
  private let threads: Int
  private let cancellation: CancellationFlag

  /// - Parameters:
  ///   - labels: the index of each text's label, in `0..<labelCount`.
  ///   - threads: the result doesn't depend on it.
  /// - Returns: `nil` when a label has fewer than two texts, so that a fold would lack it.
  init?(labels: [Int], labelCount: Int, threads: Int, cancellation: CancellationFlag) {
    guard let count = Folds.count(labels: labels, labelCount: labelCount) else { return nil }
    foldCount = count
    self.labels = labels
    self.labelCount = labelCount
    self.threads = threads
    self.cancellation = cancellation
  }

  /// - Parameters:
  ///   - generator: deals the texts out.
  ///   - learn: learns from some texts, and gives a value for each of others, in their order.
  /// - Returns: a value for each text, by what was learned without it.
  /// - Throws: what `learn` throws, and `CancellationError`.
  func outOfFold<Value: Sendable>(
    using generator: SeededGenerator,
    _ learn: @Sendable (_ training: [Int], _ heldOut: [Int]) throws -> [Value]
  ) throws -> [Value] {
    let folds = Folds(
      labels: labels, labelCount: labelCount, count: foldCount, using: generator
    ).numbers
    let parts = try concurrentMap(foldCount, threads: threads) { fold in
      try cancellation.check()
      let heldOut = folds.indices.filter { folds[$0] == fold }
      let values = try learn(folds.indices.filter { folds[$0] != fold }, heldOut)
      foldIsDone()
      return (heldOut: heldOut, values: values)
    }
    var values = [Value?](repeating: nil, count: folds.count)
    for part in parts {
      for (text, value) in zip(part.heldOut, part.values) { values[text] = value }
    }
    return values.compactMap { $0 }
  }

  /// The fraction of answers that are right.
  static func accuracy(_ isRight: [Bool]) -> Double {
    Double(isRight.count { $0 }) / Double(max(1, isRight.count))
  }
}
