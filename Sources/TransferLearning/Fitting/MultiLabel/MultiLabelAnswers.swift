import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// The answers of each label's cross-validation together, and what follows from them: thresholds, and an estimate of
/// how well labels are found.
struct MultiLabelAnswers {
  let thresholds: LabelThresholds
  let estimate: MultiLabelTraining.Estimate
  let outOfFold: [OutOfFoldLabels]

  /// A text's labels, for the estimate, are told by thresholds that nine tenths of the other texts chose.
  private static let foldCount = 10
  /// - Parameter parts: of each label, whose second label is that a text has it.
  /// - Returns: `nil` where no label could be held out.
  init?(
    _ parts: [FittedModel], labels: [String], texts: [MultiLabelText], groups: TextGroups,
    seed: UInt64
  ) {
    let tested = labels.indices.filter { !parts[$0].outOfFold.isEmpty }
    guard !tested.isEmpty else { return nil }
    let truths = texts.map { text in
      Set(tested.filter { text.labels.contains(labels[$0]) })
    }
    // A text in which a label's model knows no word got the label's share.
    var probabilities = texts.map { _ in parts.map { $0.model.prior[1] } }
    var answered = Set<Int>()
    for label in tested {
      for answer in parts[label].outOfFold {
        answered.insert(answer.index)
        probabilities[answer.index][label] =
          truths[answer.index].contains(label)
          ? answer.probabilityOfTruth : 1 - answer.probabilityOfTruth
      }
    }
    let rows = answered.sorted()
    func thresholds(by rows: [Int]) -> LabelThresholds {
      var chosen = [Double](repeating: F1Threshold.none, count: labels.count)
      for label in tested {
        chosen[label] = F1Threshold.best(
          rows.map { probabilities[$0][label] }, truths: rows.map { truths[$0].contains(label) })
      }
      return LabelThresholds(metric: .macroF1, probabilities: chosen)
    }
    // Copies count once, also among those that choose thresholds.
    let firsts = rows.firstOfEachGroup { groups.numbers[$0] }.map { rows[$0] }
    self.thresholds = thresholds(by: firsts)

    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(of: groups.count)
    let byFold = (0..<Self.foldCount).map { fold in
      thresholds(by: firsts.filter { order[groups.numbers[$0]] % Self.foldCount != fold })
    }
    let given = rows.map { row in
      Set(byFold[order[groups.numbers[row]] % Self.foldCount].labels(probabilities[row]))
        .intersection(tested)
    }
    outOfFold = zip(rows, given).map { row, given in
      OutOfFoldLabels(
        index: row, labels: given.sorted().map { labels[$0] }, probabilities: probabilities[row],
        isRight: given == truths[row], group: groups.numbers[row])
    }
    estimate = MultiLabelTraining.Estimate(
      report: outOfFold.report(labels: tested.map { labels[$0] }, texts: texts, seed: seed),
      untestedLabels: labels.indices.filter { !tested.contains($0) }.map { labels[$0] })
  }
}

extension [OutOfFoldLabels] {
  /// What the answers say of new texts; of copies the first counts.
  ///
  /// - Parameters:
  ///   - labels: those that could be held out.
  ///   - texts: all that the models were learned from.
  func report(labels: [String], texts: [MultiLabelText], seed: UInt64) -> MultiLabelReport {
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    func numbers(_ labels: [String]) -> Set<Int> { Set(labels.compactMap { places[$0] }) }
    var tally = MultiLabelTally(labelCount: labels.count, seed: seed)
    for answer in firstOfEachGroup(\.group).map({ self[$0] }) {
      tally.add(truth: numbers(texts[answer.index].labels), answer: numbers(answer.labels))
    }
    var report = tally.report(labels: labels)
    report.micro = report.micro.widened(by: ModelCard.Estimate.intervalFactor)
    report.macro = report.macro.widened(by: ModelCard.Estimate.intervalFactor)
    return report
  }
}
