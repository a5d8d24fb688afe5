import SentimentPlatform
import SentimentWordEmbeddings

/// Counts which labels texts have and which they were given, where a text may have any number of them; memory
/// doesn't grow with the number of texts.
///
/// Intervals are those of the bootstrap (Efron 1979): in each of many samples a text counts as often as a draw from
/// the Poisson distribution of mean 1 says, which is resampling for many texts, and needs none of them kept (Hanley
/// and MacGibbon 2006).
package struct MultiLabelTally: Sendable {
  /// For each label: texts that have it, texts that were given it, texts that both is true of.
  private struct Counts {
    var support: Int32 = 0
    var answers: Int32 = 0
    var hits: Int32 = 0
  }

  package let labelCount: Int
  package private(set) var textCount = 0
  private var exactCount = 0
  /// Texts that have a label or were given one.
  private var labelledCount = 0
  private var counts: [Counts]
  /// `[samples × labels]`.
  private var samples: [Counts]
  private let generator: SeededGenerator

  /// So many samples tell the ends of a 95 % interval to about a tenth of its width.
  private static let sampleCount = 1_000
  /// The probabilities that a draw is at most 0, 1, 2, …
  private static let poisson: [Float] = {
    var (sum, term) = (0.0, exp(-1.0))
    return (1...8).map { number in
      sum += term
      term /= Double(number)
      return Float(sum)
    }
  }()

  package init(labelCount: Int, seed: UInt64 = 1) {
    self.labelCount = labelCount
    counts = [Counts](repeating: Counts(), count: labelCount)
    samples = [Counts](repeating: Counts(), count: labelCount * Self.sampleCount)
    generator = SeededGenerator(seed: seed)
  }

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - truth: the numbers of the labels that it has.
  ///   - answer: of those that it was given.
  package mutating func add(truth: Set<Int>, answer: Set<Int>) {
    var generator = generator.stream(textCount)
    textCount += 1
    if truth == answer { exactCount += 1 }
    let touched = truth.union(answer).sorted().map { label in
      (label: label, isTrue: truth.contains(label), isGiven: answer.contains(label))
    }
    for text in touched { Self.add(1, text.isTrue, text.isGiven, to: &counts[text.label]) }
    guard !touched.isEmpty else { return }
    labelledCount += 1
    for sample in 0..<Self.sampleCount {
      let draw = generator.uniform()
      let times = Int32(Self.poisson.firstIndex { draw < $0 } ?? Self.poisson.count)
      guard times > 0 else { continue }
      for text in touched {
        Self.add(
          times, text.isTrue, text.isGiven, to: &samples[sample * labelCount + text.label])
      }
    }
  }

  private static func add(
    _ times: Int32, _ isTrue: Bool, _ isGiven: Bool, to counts: inout Counts
  ) {
    if isTrue { counts.support += times }
    if isGiven { counts.answers += times }
    if isTrue, isGiven { counts.hits += times }
  }

  /// - Parameter names: the labels'.
  package func report(labels names: [String]) -> MultiLabelReport {
    let scores = scores(names)
    let present = scores.filter { $0.support + $0.answers > 0 }
    let macroF1 = Self.macroF1(counts[...])
    func mean(_ score: (LabelScores) -> Double?) -> Double {
      present.reduce(0) { $0 + (score($1) ?? 0) } / Double(max(1, present.count))
    }
    let total = Self.total(counts[...])
    let micro = LabelScores(
      "", support: Int(total.support), answers: Int(total.answers), hits: Int(total.hits))
    return MultiLabelReport(
      texts: textCount, exactMatches: exactCount,
      exactMatchShare: Double(exactCount) / Double(max(1, textCount)),
      micro: .init(
        precision: micro.precision ?? 0, recall: micro.recall ?? 0, f1: micro.f1 ?? 0,
        f1Interval: interval(of: micro.f1 ?? 0, Self.microF1)),
      macro: .init(
        precision: mean(\.precision), recall: mean(\.recall), f1: macroF1,
        f1Interval: interval(of: macroF1, Self.macroF1)),
      baseline: baseline(names), labels: scores)
  }

  private func scores(_ names: [String]) -> [LabelScores] {
    zip(names, counts).map { name, counts in
      LabelScores(
        name, support: Int(counts.support), answers: Int(counts.answers), hits: Int(counts.hits))
    }
  }

  private static func total(_ counts: ArraySlice<Counts>) -> Counts {
    counts.reduce(into: Counts()) { total, counts in
      total.support += counts.support
      total.answers += counts.answers
      total.hits += counts.hits
    }
  }

  private static func f1(_ counts: Counts) -> Double {
    2 * Double(counts.hits) / Double(max(1, counts.support + counts.answers))
  }

  private static func microF1(_ counts: ArraySlice<Counts>) -> Double { f1(total(counts)) }

  private static func macroF1(_ counts: ArraySlice<Counts>) -> Double {
    let present = counts.filter { $0.support + $0.answers > 0 }
    return present.reduce(0) { $0 + f1($1) } / Double(max(1, present.count))
  }

  /// What 95 % of the samples lie between, and no less than a share of as many texts would have: where all texts ended
  /// the same, so do all samples.
  private func interval(
    of f1: Double, _ score: (ArraySlice<Counts>) -> Double
  ) -> ClosedRange<Double> {
    let scores = (0..<Self.sampleCount).map { sample in
      score(samples[sample * labelCount..<(sample + 1) * labelCount])
    }.sorted()
    let outside = Self.sampleCount / 40
    let share = RunStatistics.wilsonInterval(share: f1, trials: Double(labelledCount))
    return min(
      scores[outside], share.lowerBound)...max(
        scores[Self.sampleCount - 1 - outside], share.upperBound)
  }

  /// The most that one and the same answer to all texts reaches.
  private func baseline(_ names: [String]) -> MultiLabelReport.Baseline {
    let frequent = counts.indices.sorted { (counts[$1].support, $0) < (counts[$0].support, $1) }
    let all = Int(Self.total(counts[...]).support)
    var best = (count: 0, f1: 0.0)
    var hits = 0
    for (place, label) in frequent.enumerated() {
      hits += Int(counts[label].support)
      let f1 = 2 * Double(hits) / Double(max(1, (place + 1) * textCount + all))
      if f1 > best.f1 { best = (place + 1, f1) }
    }
    let shares = counts.filter { $0.support > 0 }.map {
      2 * Double($0.support) / Double(textCount + Int($0.support))
    }
    return MultiLabelReport.Baseline(
      labels: frequent.prefix(best.count).map { names[$0] }.sorted(), microF1: best.f1,
      macroF1: shares.reduce(0, +) / Double(max(1, shares.count)))
  }
}
