import SentimentWordEmbeddings

/// Which of several folds holds out each text: the texts of each label are dealt out in random
/// order, so that all folds have the labels' shares (Kohavi 1995).
struct Folds {
  let count: Int
  /// The fold of each text.
  let numbers: [Int]

  // From so many texts on, fewer folds tell as much.
  private static let many = 500
  private static let veryMany = 5_000

  /// - Parameter labels: the number of each text's label, in `0..<labelCount`.
  /// - Returns: how many folds such texts are dealt into; `nil` when a label has fewer than two texts,
  ///   so that a fold would lack it.
  static func count(labels: [Int], labelCount: Int) -> Int? {
    var counts = [Int](repeating: 0, count: labelCount)
    for label in labels { counts[label] += 1 }
    guard let rarest = counts.min(), rarest >= 2 else { return nil }
    return min(rarest, labels.count < many ? 10 : labels.count < veryMany ? 5 : 3)
  }

  init(labels: [Int], labelCount: Int, count: Int, using generator: SeededGenerator) {
    var generator = generator
    var numbers = [Int](repeating: 0, count: labels.count)
    var next = 0
    for label in 0..<labelCount {
      let places = labels.indices.filter { labels[$0] == label }
      for place in generator.permutation(of: places.count) {
        numbers[places[place]] = next % count
        next += 1
      }
    }
    self.count = count
    self.numbers = numbers
  }
}
