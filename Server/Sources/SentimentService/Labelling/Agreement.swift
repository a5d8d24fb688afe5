import SentimentClassification

/// How far people agree about the texts that more than one of them has labelled: Krippendorff's alpha for
/// labels without an order (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").
///
/// 1 is agreement about all, 0 what labels dealt out by chance would give.
struct Agreement: Codable, Sendable, Equatable {
  /// `nil` where all labels are the same: nothing is told apart then.
  let alpha: Double?
  /// The 95 % interval: what Wilson's says of the share of disagreement within texts, over the disagreement by
  /// chance, which is known better as it is of all pairs.
  let low: Double?
  let high: Double?
  /// How many texts more than one person has labelled.
  let texts: Int
  let people: [String]

  /// - Parameter opinions: each text has two or more.
  init(_ opinions: [StoredOpinion]) {
    let units = Dictionary(grouping: opinions, by: \.textID).values.map {
      Self.counts($0.map(\.label))
    }
    texts = units.count
    people = Set(opinions.map(\.person)).sorted()
    var totals: [TextLabel: Int] = [:]
    for unit in units { totals.merge(unit, uniquingKeysWith: +) }
    let chance = Self.disagreement(totals)
    guard chance > 0 else {
      (alpha, low, high) = (nil, nil, nil)
      return
    }
    // Each text weighs as many labels as it has.
    let observed =
      units.reduce(0) { $0 + Double($1.values.reduce(0, +)) * Self.disagreement($1) }
      / Double(opinions.count)
    let interval = RunStatistics.wilsonInterval(share: observed, trials: Double(texts))
    alpha = 1 - observed / chance
    (low, high) = (1 - interval.upperBound / chance, min(1, 1 - interval.lowerBound / chance))
  }

  private static func counts(_ labels: [TextLabel]) -> [TextLabel: Int] {
    labels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The share of pairs of different labels among all pairs.
  private static func disagreement(_ counts: [TextLabel: Int]) -> Double {
    let count = counts.values.reduce(0, +)
    let same = counts.values.reduce(0) { $0 + $1 * ($1 - 1) }
    return 1 - Double(same) / Double(count * (count - 1))
  }
}
