import SentimentTextProcessing
import SentimentWordEmbeddings

/// What models say of texts that they didn't learn from: each text is held out in one of several
/// ``Folds``, with all its copies.
struct CrossValidation: Sendable {
  /// Called after each fold, by several threads.
  var foldIsDone: @Sendable () -> Void = {}

  private let strata: Folds.Strata
  private let threads: Int
  private let cancellation: CancellationFlag

  var foldCount: Int { strata.foldCount }
  /// The texts that are answered, in order: those of labels with two texts or more that aren't copies
  /// of each other. Those of other labels are learned from in all folds but where a copy is held out.
  var scored: [Int] { strata.scored }
  /// The groups of these.
  let groups: TextGroups
  /// Labels with texts that aren't answered.
  var thinLabels: [Int] { strata.thinLabels }

  /// - Parameters:
  ///   - labels: the index of each text's label, in `0..<labelCount`.
  ///   - groups: of the texts.
  ///   - leastLabels: so many labels must have two texts that aren't copies of each other.
  ///   - threads: the result doesn't depend on it.
  /// - Returns: `nil` when fewer have.
  init?(
    labels: [Int], labelCount: Int, groups: TextGroups, leastLabels: Int = 2, threads: Int,
    cancellation: CancellationFlag
  ) {
    guard
      let strata = Folds.Strata(
        labels: labels, labelCount: labelCount, groups: groups, leastLabels: leastLabels)
    else { return nil }
    self.strata = strata
    self.groups = groups.restricted(to: strata.scored)
    self.threads = threads
    self.cancellation = cancellation
  }

  /// - Parameters:
  ///   - generator: deals the texts out.
  ///   - learn: learns from some texts, and gives a value for each of others, in their order.
  /// - Returns: a value for each of the ``scored`` texts, by what was learned without it.
  /// - Throws: what `learn` throws, and `CancellationError`.
  func outOfFold<Value: Sendable>(
    using generator: SeededGenerator,
    _ learn: @Sendable (_ training: [Int], _ heldOut: [Int]) throws -> [Value]
  ) throws -> [Value] {
    let folds = Folds(strata, using: generator)
    let parts = try concurrentMap(foldCount, threads: threads) { fold in
      try cancellation.check()
      let (training, heldOut) = folds.parts(of: fold)
      let values = try learn(training, heldOut)
      foldIsDone()
      return (heldOut: heldOut, values: values)
    }
    var values = [Value?](repeating: nil, count: strata.groups.numbers.count)
    for part in parts {
      for (text, value) in zip(part.heldOut, part.values) { values[text] = value }
    }
    return values.compactMap { $0 }
  }

  /// Whether something holds of what each fold learns from.
  func allTrainings(
    using generator: SeededGenerator, satisfy predicate: ([Int]) -> Bool
  ) -> Bool {
    let folds = Folds(strata, using: generator)
    return (0..<foldCount).allSatisfy { predicate(folds.parts(of: $0).training) }
  }
}
