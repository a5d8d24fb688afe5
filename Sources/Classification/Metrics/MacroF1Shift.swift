import SentimentPlatform

/// What is added to the logits of labels so that the mean of the labels' F1 is the largest: rare labels are answered
/// where they aren't the likeliest yet. The plug-in rule for macro-F1 (Narasimhan et al. 2015, "Consistent Multiclass
/// Algorithms for Complex Performance Measures") with one number a label.
package struct MacroF1Shift {
  /// One for each label; their sum is 0.
  package let shifts: [Double]
  /// The mean of the labels' F1 with them, on the texts that chose them.
  package let f1: Double

  private static let mostRounds = 10
  /// A gain of less is a rounding error.
  private static let leastGain = 1e-9

  /// Takes one label after another to its best place while the others stay, as long as that gains (coordinate ascent).
  ///
  /// - Parameters:
  ///   - probabilities: of all labels, for texts that the model didn't learn from.
  ///   - truths: the numbers of these texts' labels.
  package init(_ probabilities: [[Double]], truths: [Int], labelCount: Int) {
    let logits = probabilities.map { $0.map { log(max($0, 1e-12)) } }
    var shifts = [Double](repeating: 0, count: labelCount)
    var best = Counts(logits.map { Self.answer($0, shifts) }, truths, labelCount).f1
    for _ in 0..<Self.mostRounds {
      let before = best
      for label in 0..<labelCount {
        let step = Self.bestStep(of: label, logits, truths, shifts)
        guard step.f1 > best + Self.leastGain else { continue }
        (shifts[label], best) = (step.shift, step.f1)
      }
      if best <= before { break }
    }
    let mean = shifts.reduce(0, +) / Double(max(1, labelCount))
    self.shifts = shifts.map { $0 - mean }
    f1 = best
  }

  /// The label of a text; of equals the first.
  package static func answer(_ logits: [Double], _ shifts: [Double]) -> Int {
    logits.indices.max { logits[$0] + shifts[$0] < logits[$1] + shifts[$1] } ?? 0
  }

  /// The place of one label's shift at which the F1 is the largest, in the middle of two texts that it parts.
  private static func bestStep(
    of label: Int, _ logits: [[Double]], _ truths: [Int], _ shifts: [Double]
  ) -> (shift: Double, f1: Double) {
    var others = shifts
    others[label] = -.infinity
    // Above its place each text gets the label.
    let texts = logits.indices.map { text in
      let other = answer(logits[text], others)
      return (
        place: logits[text][other] + others[other] - logits[text][label], other: other,
        truth: truths[text]
      )
    }.sorted { ($0.place, $0.other) < ($1.place, $1.other) }
    var counts = Counts(texts.map(\.other), texts.map(\.truth), shifts.count)
    var best = (shift: (texts.first?.place ?? 0) - 1, f1: counts.f1)
    for (number, text) in texts.enumerated() {
      counts.move(text.truth, from: text.other, to: label)
      let next = number + 1 < texts.count ? texts[number + 1].place : text.place + 2
      guard next > text.place, counts.f1 > best.f1 else { continue }
      best = ((text.place + next) / 2, counts.f1)
    }
    return best
  }

  /// How many texts have, got, and rightly got each label.
  private struct Counts {
    private var support: [Int]
    private var answers: [Int]
    private var hits: [Int]

    init(_ given: [Int], _ truths: [Int], _ labelCount: Int) {
      support = [Int](repeating: 0, count: labelCount)
      (answers, hits) = (support, support)
      for (given, truth) in zip(given, truths) {
        support[truth] += 1
        answers[given] += 1
        if given == truth { hits[given] += 1 }
      }
    }

    mutating func move(_ truth: Int, from old: Int, to new: Int) {
      answers[old] -= 1
      if old == truth { hits[old] -= 1 }
      answers[new] += 1
      if new == truth { hits[new] += 1 }
    }

    /// The mean of the labels' F1; of one that no text has or got, 0.
    var f1: Double {
      support.indices.reduce(0) {
        $0 + 2 * Double(hits[$1]) / Double(max(1, support[$1] + answers[$1]))
      } / Double(max(1, support.count))
    }
  }
}
