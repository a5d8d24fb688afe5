/// One way to hold two of the ten labelled reviews out: one of each label.
struct ReviewSplit: Sendable, Equatable {
  /// Indices of the ten.
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
}
