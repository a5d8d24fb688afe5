import SentimentWordEmbeddings

/// Which of several folds holds out each text: the texts of each label are dealt out in random
/// order, so that all folds have the labels' shares (Kohavi 1995). Copies lie in one fold.
struct Folds {
  let count: Int
  /// The fold of each text; `nil` for one that is always learned from.
  private let numbers: [Int?]
  private let scored: [Int]

  // From so many texts on, fewer folds tell as much.
  private static let many = 500
  private static let veryMany = 5_000

  init(_ strata: Strata, using generator: SeededGenerator) {
    var generator = generator
    var folds = [Int?](repeating: nil, count: strata.groups.count)
    var next = 0
    for dealt in strata.dealt {
      for place in generator.permutation(of: dealt.count) {
        folds[dealt[place]] = next % strata.foldCount
        next += 1
      }
    }
    count = strata.foldCount
    numbers = strata.groups.numbers.map { folds[$0] }
    scored = strata.scored
  }

  /// The texts that one fold learns from, and those that it is asked for, both in order.
  func parts(of fold: Int) -> (training: [Int], heldOut: [Int]) {
    (numbers.indices.filter { numbers[$0] != fold }, scored.filter { numbers[$0] == fold })
  }

  /// The groups of each label that are dealt out.
  struct Strata: Sendable {
    let groups: TextGroups
    /// For each label its groups, in order; each group stands with one of its labels alone.
    let dealt: [[Int]]
    let foldCount: Int
    /// The texts that are asked for: those of labels that each fold leaves some of. What has a thin
    /// label is learned from alone.
    let scored: [Int]
    /// Labels with a text that only one group has.
    let thinLabels: [Int]

    /// - Parameters:
    ///   - labels: the number of each text's label, in `0..<labelCount`.
    ///   - groups: of the texts.
    ///   - leastLabels: so many labels must have two groups.
    /// - Returns: `nil` when fewer have.
    init?(labels: [Int], labelCount: Int, groups: TextGroups, leastLabels: Int = 2) {
      var ownGroups = [Set<Int>](repeating: [], count: labelCount)
      for (label, group) in zip(labels, groups.numbers) { ownGroups[label].insert(group) }
      let counts = ownGroups.map(\.count)
      // A group of several labels counts for the rarest of those that aren't thin.
      var owners = [Int?](repeating: nil, count: groups.count)
      for (label, group) in zip(labels, groups.numbers) where counts[label] >= 2 {
        let owner = owners[group] ?? label
        owners[group] = (counts[label], label) < (counts[owner], owner) ? label : owner
      }
      var dealt = [[Int]](repeating: [], count: labelCount)
      for (group, owner) in owners.enumerated() {
        if let owner { dealt[owner].append(group) }
      }
      let rarest = counts.filter { $0 >= 2 }.min() ?? 0
      guard counts.count(where: { $0 >= 2 }) >= leastLabels else { return nil }
      self.groups = groups
      self.dealt = dealt
      scored = labels.indices.filter { counts[labels[$0]] >= 2 }
      thinLabels = counts.indices.filter { counts[$0] == 1 }
      let groupCount = dealt.reduce(0) { $0 + $1.count }
      foldCount = min(rarest, groupCount < many ? 10 : groupCount < veryMany ? 5 : 3)
    }
  }
}
