import SentimentWordEmbeddings

/// One way to hold labelled texts out: of the article's ten reviews two, one of each label.
struct ReviewSplit: Sendable, Equatable {
  /// Indices of the labelled texts.
  let training: [Int]
  let test: [Int]

  /// All balanced splits of labelled reviews, one of each label to test on.
  static func all(labels: [String]) -> [ReviewSplit] {
    let names = Set(labels).sorted()
    let groups = names.map { name in labels.indices.filter { labels[$0] == name } }
    var tests: [[Int]] = [[]]
    for group in groups { tests = tests.flatMap { test in group.map { test + [$0] } } }
    return tests.map { test in
      ReviewSplit(training: labels.indices.filter { !test.contains($0) }, test: test)
    }
  }

  /// The most splits that are run: the article's ten reviews have 25.
  static let limit = 100

  /// All balanced splits, or as many as are run where there are more, drawn by chance; the same each
  /// time.
  static func balanced(labels: [String]) -> [ReviewSplit] {
    let names = Set(labels).sorted()
    let groups = names.map { name in labels.indices.filter { labels[$0] == name } }
    let count = groups.reduce(1.0) { $0 * Double($1.count) }
    guard count > Double(limit) else { return all(labels: labels) }
    var generator = SeededGenerator(seed: 1)
    var seen: Set<[Int]> = []
    var splits: [ReviewSplit] = []
    while splits.count < limit {
      let test = groups.map { $0[Int(generator.next() % UInt64($0.count))] }
      guard seen.insert(test).inserted else { continue }
      let held = Set(test)
      splits.append(ReviewSplit(training: labels.indices.filter { !held.contains($0) }, test: test))
    }
    return splits
  }
}
