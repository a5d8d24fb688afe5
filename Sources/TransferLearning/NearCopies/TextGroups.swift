import SentimentClassification
import SentimentTextProcessing

/// Which of some texts are copies of each other, as they are or nearly (``NearCopies``).
///
/// What is learned from a text is known of its copies too, so that an estimate of the accuracy on new
/// texts must hold all of a group out together, and count it once.
package struct TextGroups: Sendable, Equatable {
  /// The number of each text's group, in the order in which the groups' first texts stand.
  package let numbers: [Int]
  package let count: Int

  /// - Parameter texts: with labels or without; these don't matter.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(_ texts: some Sequence<String>) throws {
    self.init(nearCopiesIn: try WordSequences(texts))
  }

  init(nearCopiesIn words: WordSequences) {
    var sets = DisjointSets(count: words.count)
    words.joinEqualBags(in: &sets)
    let firsts = (0..<words.count).filter { sets.first(of: $0) == $0 && !words[$0].isEmpty }
    let runs = SharedRuns(of: words, firsts)
    let cores = firsts.map { runs.core(of: $0) }
    BagIndex.join(cores, texts: firsts, isHan: firsts.map(words.isMostlyHan), in: &sets)
    runs.join(in: &sets)
    self.init(keys: (0..<words.count).map { sets.first(of: $0) })
  }

  /// Texts of the same words in the same order.
  init(sameWordsIn words: WordSequences) {
    var firsts: [ArraySlice<UInt64>: Int] = [:]
    self.init(
      keys: (0..<words.count).map { text in
        guard !words[text].isEmpty else { return text }
        let first = firsts[words.hashes[words[text]]] ?? text
        firsts[words.hashes[words[text]]] = first
        return first
      })
  }

  /// Texts with the same key are a group.
  init(keys: some Sequence<Int>) {
    var places: [Int: Int] = [:]
    numbers = keys.map { key in
      if let place = places[key] { return place }
      let place = places.count
      places[key] = place
      return place
    }
    count = places.count
  }

  /// Each text is a group of its own.
  init(ofSingles count: Int) {
    numbers = Array(0..<count)
    self.count = count
  }

  /// The groups of some of the texts, in their order.
  func restricted(to texts: some Sequence<Int>) -> TextGroups {
    TextGroups(keys: texts.map { numbers[$0] })
  }

  /// The first text of each group, in order.
  var firsts: [Int] {
    var firsts: [Int] = []
    for (text, number) in numbers.enumerated() where number == firsts.count { firsts.append(text) }
    return firsts
  }

  /// How many texts are copies of one before them.
  package var copyCount: Int { numbers.count - count }

  /// The part of its group that each text is: copies together count as one text.
  var weights: [Double] {
    let sizes = counts(numbers.map { _ in true })
    return numbers.map { 1 / Double(sizes[$0]) }
  }

  /// How many of the texts that are meant each group has.
  private func counts(_ isMeant: [Bool]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for (number, isMeant) in zip(numbers, isMeant) where isMeant { counts[number] += 1 }
    return counts
  }

  /// The mean over the groups of the fraction of their texts that are right.
  ///
  /// - Parameter importances: how much each text counts; `nil` for all the same.
  func accuracy(_ isRight: [Bool], importances: [Double]? = nil) -> Double {
    guard let importances else { return correct(isRight) / Double(max(1, count)) }
    let weights = zip(importances, weights).map { $0 * $1 }
    let right = zip(isRight, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
    return right / weights.reduce(0, +)
  }

  /// How many texts of equal importance tell as much as the groups do (Kish 1965).
  func effectiveCount(_ importances: [Double]?) -> Double {
    guard let importances else { return Double(count) }
    var sums = [Double](repeating: 0, count: count)
    for (number, weight) in zip(numbers, zip(importances, weights).map({ $0 * $1 })) {
      sums[number] += weight
    }
    let total = sums.reduce(0, +)
    return total * total / sums.reduce(0) { $0 + $1 * $1 }
  }

  /// The sum over the groups of the fraction of their texts that are right.
  func correct(_ isRight: [Bool]) -> Double {
    zip(counts(isRight), counts(isRight.map { _ in true })).reduce(0) {
      $0 + Double($1.0) / Double($1.1)
    }
  }
}

extension TextGroups {
  /// How much more frequent each text's label is where labels have some shares than here.
  ///
  /// - Parameters:
  ///   - labels: the numbers of the texts' labels.
  ///   - shares: of all labels.
  func importances(_ labels: [Int], shares: [Double]) -> [Double] {
    var own = [Double](repeating: 0, count: shares.count)
    for (label, weight) in zip(labels, weights) { own[label] += weight / Double(count) }
    return labels.map { shares[$0] / own[$0] }
  }

  /// How many groups have a text of the label that the fewest have.
  func leastTexts(_ labels: [Int], labelCount: Int) -> Int {
    var own = [Set<Int>](repeating: [], count: labelCount)
    for (label, number) in zip(labels, numbers) { own[label].insert(number) }
    return own.map(\.count).min() ?? 0
  }

  /// What always answering the most frequent label reaches, copies counted once.
  ///
  /// - Parameters:
  ///   - labels: of the texts; of equally frequent ones the first in order is taken.
  ///   - importances: as for the accuracy.
  func majorityBaseline(
    _ labels: [String], importances: [Double]? = nil
  ) -> ClassificationReport.Baseline? {
    let accuracies = Dictionary(
      uniqueKeysWithValues: Set(labels).map { own in
        (own, accuracy(labels.map { $0 == own }, importances: importances))
      })
    return accuracies.max { ($0.value, $1.key) < ($1.value, $0.key) }.map {
      ClassificationReport.Baseline(label: $0.key, accuracy: $0.value)
    }
  }
}

extension Collection {
  /// The indices of what is the first of its group: copies count once.
  func firstOfEachGroup(_ group: (Element) -> Int) -> [Index] {
    var seen = Set<Int>()
    return indices.filter { seen.insert(group(self[$0])).inserted }
  }
}
