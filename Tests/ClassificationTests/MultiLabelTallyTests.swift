import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

/// Each figure is compared with its definition, counted out for each label anew.
struct MultiLabelTallyTests {
  private typealias Text = (truth: Set<Int>, answer: Set<Int>)
  private static let names = ["a", "b", "c", "d"]

  /// Labels of different frequencies; the last is neither there nor given.
  private func texts(_ count: Int, rightShare: Float, seed: UInt64) -> [Text] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let truth = Set((0..<3).filter { generator.uniform() < [0.6, 0.3, 0.1][$0] })
      let answer = (0..<3).filter { label in
        truth.contains(label) == (generator.uniform() < rightShare)
      }
      return (truth, Set(answer))
    }
  }

  private func report(_ texts: [Text]) -> MultiLabelReport {
    var tally = MultiLabelTally(labelCount: 4)
    for text in texts { tally.add(truth: text.truth, answer: text.answer) }
    return tally.report(labels: Self.names)
  }

  /// `2 TP / (2 TP + FP + FN)` of some labels together.
  private func f1(_ texts: [Text], _ labels: [Int]) -> Double {
    var (hits, misses) = (0, 0)
    for text in texts {
      for label in labels {
        switch (text.truth.contains(label), text.answer.contains(label)) {
        case (true, true): hits += 1
        case (false, false): break
        default: misses += 1
        }
      }
    }
    return Double(2 * hits) / Double(2 * hits + misses)
  }

  @Test func theFiguresFollowTheirDefinitions() {
    let texts = texts(300, rightShare: 0.8, seed: 1)
    let report = report(texts)
    #expect(abs(report.micro.f1 - f1(texts, [0, 1, 2])) < 1e-12)
    let mean = (0..<3).reduce(0) { $0 + f1(texts, [$1]) } / 3
    #expect(abs(report.macro.f1 - mean) < 1e-12)
    #expect(report.labels[3].f1 == nil && report.labels[3].support == 0)
    #expect(report.exactMatches == texts.count { $0.truth == $0.answer })
    let right = texts.reduce(0) { $0 + $1.truth.intersection($1.answer).count }
    let given = texts.reduce(0) { $0 + $1.answer.count }
    let there = texts.reduce(0) { $0 + $1.truth.count }
    #expect(report.micro.precision == Double(right) / Double(given))
    #expect(report.micro.recall == Double(right) / Double(there))
  }

  /// Of all sets of labels the one that reaches most when all texts get it.
  @Test func noConstantAnswerBeatsTheBaseline() {
    let texts = texts(200, rightShare: 0.8, seed: 2)
    let baseline = report(texts).baseline
    let best = (1..<8).map { bits -> Double in
      let answer = Set((0..<3).filter { bits >> $0 & 1 == 1 })
      return f1(texts.map { ($0.truth, answer) }, [0, 1, 2])
    }.max()
    #expect(abs(baseline.microF1 - best!) < 1e-12)
    let all = texts.map { (truth: $0.truth, answer: Set([0, 1, 2])) }
    #expect(abs(baseline.macroF1 - (0..<3).reduce(0) { $0 + f1(all, [$1]) } / 3) < 1e-12)
  }

  /// Of many samples of 150 texts, about 95 % have an interval that holds what many texts say.
  @Test func intervalsHoldWhatManyTextsSay() {
    let many = texts(100_000, rightShare: 0.85, seed: 3)
    let micro = f1(many, [0, 1, 2])
    let macro = (0..<3).reduce(0) { $0 + f1(many, [$1]) } / 3
    var held = (micro: 0, macro: 0)
    for sample in 0..<100 {
      let report = report(texts(150, rightShare: 0.85, seed: UInt64(sample) + 10))
      held.micro += report.micro.f1Interval.contains(micro) ? 1 : 0
      held.macro += report.macro.f1Interval.contains(macro) ? 1 : 0
    }
    #expect(90...100 ~= held.micro && 90...100 ~= held.macro, "\(held)")
  }

  @Test func noMistakeInFewTextsIsNoCertainty() {
    let report = report((0..<20).map { _ in ([0], [0]) })
    #expect(report.micro.f1 == 1 && report.micro.f1Interval.lowerBound < 0.9)
  }

  /// The threshold's F1 is the largest of all that a threshold can reach.
  @Test func theThresholdIsTheBestOne() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<50 {
      let probabilities = (0..<40).map { _ in Double(generator.below(20)) / 20 }
      let truths = probabilities.map { Double(generator.uniform()) < $0 * $0 }
      guard truths.contains(true) else { continue }
      func f1(_ threshold: Double) -> Double {
        let texts = zip(probabilities, truths).map { probability, truth in
          (truth: truth ? Set([0]) : [], answer: probability >= threshold ? Set([0]) : [])
        }
        return self.f1(texts, [0])
      }
      let best = stride(from: 0.0, through: 1, by: 0.025).map(f1).max()!
      let threshold = F1Threshold.best(probabilities, truths: truths)
      #expect(abs(f1(threshold) - best) < 1e-12)
      // No text stands so near to it that rounding decides.
      #expect(probabilities.allSatisfy { abs($0 - threshold) > 1e-3 } || threshold == 0)
    }
    #expect(F1Threshold.best([0.9, 0.1], truths: [false, false]) == F1Threshold.none)
  }
}
