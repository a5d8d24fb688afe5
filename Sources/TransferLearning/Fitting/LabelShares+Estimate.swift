extension LabelShares {
  /// Asks the texts without labels, where labels suffice.
  ///
  /// - Parameters:
  ///   - labelled: the shares among the labelled texts.
  ///   - truths: the labels of the texts that a cross-validation answered.
  ///   - groups: of these texts.
  ///   - estimate: what the texts without labels say.
  /// - Returns: `nil` where there are too many labels to ask.
  init?(
    _ labels: [String], labelled: [Double], truths: [Int], groups: TextGroups,
    estimate: () throws -> LabelShareEstimate
  ) rethrows {
    guard labels.count <= LabelShareEstimate.mostLabels else { return nil }
    let suffices =
      groups.leastTexts(truths, labelCount: labels.count) >= LabelShareEstimate.leastTexts
    self.init(labels, labelled: labelled, estimate: suffices ? try estimate() : nil)
  }

  /// How far shares are off those among the labelled texts before an estimate tells, as a normal
  /// distribution's standard deviation: an estimate that is less sure counts less.
  private static let priorDeviation = 0.2
  /// No label is taken to be rarer.
  private static let leastShare = 0.01

  /// - Parameters:
  ///   - labelled: the shares among the labelled texts.
  ///   - estimate: by the texts without labels; `nil` where there are too few labelled texts.
  init(_ labels: [String], labelled: [Double], estimate: LabelShareEstimate?) {
    var shares = labelled
    let differs = estimate?.differs(from: labelled) ?? false
    if let estimate, differs {
      let prior = Self.priorDeviation * Self.priorDeviation
      for label in labels.indices {
        let variance = estimate.deviations[label] * estimate.deviations[label]
        let step = (estimate.shares[label] - labelled[label]) * prior / (prior + variance)
        shares[label] = max(Self.leastShare, labelled[label] + step)
      }
      let total = shares.reduce(0, +)
      shares = shares.map { $0 / total }
    }
    source = differs ? .unlabelledTexts : .labelledTexts
    self.shares = labels.indices.map {
      Share(
        label: labels[$0], share: shares[$0], labelled: labelled[$0],
        interval: estimate?.intervals[$0])
    }
  }
}
