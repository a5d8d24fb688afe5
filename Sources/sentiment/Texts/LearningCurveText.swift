import SentimentTransferLearning

/// A learning curve, for a person.
struct LearningCurveText {
  private let curve: LearningCurve

  init(_ curve: LearningCurve) { self.curve = curve }

  var text: String { [table, baseline, law, goal].filter { !$0.isEmpty }.joined(separator: "\n") }

  private var table: String {
    var table = TextTable(header: ["labelled texts", "accuracy", "95 % interval", ""])
    for point in curve.measured { table.add(row(point, "measured")) }
    for point in curve.expected { table.add(row(point, "expected")) }
    return table.text
  }

  private var baseline: String {
    curve.majorityBaseline.map { "majority baseline: \($0.inWords)\n" } ?? ""
  }

  private func row(_ point: LearningCurve.Point, _ kind: String) -> [String] {
    [point.labels.grouped, point.accuracy.percent(), point.interval.percent(), kind]
  }

  private var law: String {
    let (law, interval) = (curve.law, curve.asymptoteInterval.percent())
    return "accuracy(n) = \(law.asymptote.fixed(3)) − \(law.factor.fixed(3)) n^−"
      + "\(law.exponent.fixed(2)); where it levels off"
      + (curve.isAsymptoteKnown
        ? ": \(law.asymptote.percent()) (95 % interval \(interval))\n"
        : " can't be told yet (95 % interval \(interval))\n")
  }

  private var goal: String {
    guard let goal = curve.goal else { return "" }
    let aim = goal.accuracy.percent()
    let seen = "\(LearningCurve.sight) times the labelled texts there are"
    switch goal.verdict {
    case .reached:
      return "\(aim) is reached: about \(rounded(goal.labels ?? 0)) labelled texts are enough"
        + " (95 % interval: \(span(goal, less: 0)))\n"
    case .needsMore:
      return "about \(rounded((goal.labels ?? 0) - curve.labelCount)) more labels for \(aim)"
        + " (95 % interval: \(span(goal, less: curve.labelCount)))\n"
    case .outOfSight:
      let best = curve.expected.last.map {
        "; with these, \($0.accuracy.percent()) may be expected"
      }
      return "\(aim) isn't reachable as far as can be seen, which is up to \(seen)"
        + "\(best ?? "")\(goal.fewestLabels == nil ? "" : ", though the interval reaches it")\n"
    }
  }

  /// How many labels it may be, without those there are.
  private func span(_ goal: LearningCurve.Goal, less given: Int) -> String {
    func end(_ labels: Int?) -> String {
      labels.map { $0 <= given ? "none" : rounded($0 - given) } ?? "out of sight"
    }
    return "\(end(goal.fewestLabels)) to \(end(goal.mostLabels))"
  }

  /// Two digits; more would say more than is known.
  private func rounded(_ count: Int) -> String {
    var scale = 1
    while count / scale >= 100 { scale *= 10 }
    return ((count + scale / 2) / scale * scale).grouped
  }
}
