import SentimentClassification
import SentimentTextProcessing

/// The labelled texts as a fit reads them; texts without a known word are left out.
struct LabelledFeatures: Sendable {
  let texts: TextFeatures
  /// The index of each text's label.
  let labels: [Int]
  let labelCount: Int
  /// How much each text counts; `nil` where each counts 1.
  let weights: [Double]?
  /// The terms of the unlabelled texts, and more where the labelled ones have their own.
  let index: NGramIndex
  /// Features by ``UnlabelledStatistics/labelsMap`` and the others, `[texts × dimension]`.
  let byLabelsMap: [Double]
  let byNamesMap: [Double]
  let byPairsMap: [Double]
  /// Of the long texts; `nil` where words and pairs get no weights of their own, or pieces aren't
  /// asked for.
  let pieces: Passages?
  /// Whether the texts, copies counted once, suffice to compare methods.
  let isMany: Bool

  var count: Int { labels.count }
  var outputCount: Int { LogisticRegression.outputCount(labels: labelCount) }

  /// How many of some texts have each label.
  func counts(_ rows: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: labelCount)
    for row in rows { counts[labels[row]] += 1 }
    return counts
  }

  /// - Parameters:
  ///   - weights: of the texts; `nil` where each counts 1.
  ///   - isMany: whether the texts suffice to compare methods.
  ///   - addsPairs: whether pairs that only labelled texts have count too.
  /// - Throws: `CancellationError`.
  init(
    _ encoded: EncodedTexts, labels: [Int], labelCount: Int, weights: [Double]? = nil,
    statistics: UnlabelledStatistics, isMany: Bool, addsPairs: Bool, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    var index = statistics.index
    if addsPairs {
      try index.addPairs(
        of: encoded, minimumTexts: 2, threads: threads, cancellation: cancellation)
    }
    texts = try TextFeatures(
      encoded, encoder: statistics.encoder, index: index, threads: threads,
      cancellation: cancellation)
    self.index = index
    self.isMany = isMany
    self.labels = labels
    self.labelCount = labelCount
    self.weights = weights
    byLabelsMap = statistics.labelsMap.features(of: texts.means)
    byNamesMap = statistics.namesMap.features(of: texts.means)
    byPairsMap = addsPairs ? statistics.pairsMap.features(of: texts.means) : []
    pieces =
      addsPairs && statistics.configuration.parts.contains(.passages)
      ? try Passages(
        encoded, statistics: statistics, index: index, threads: threads,
        cancellation: cancellation) : nil
  }
}
