/// The probabilities that labels should have, for each of some rows: 1 for one of them where it is
/// known, and those of another model where one is to answer as that does (Hinton, Vinyals and Dean
/// 2015, "Distilling the knowledge in a neural network").
package struct LabelTargets: Sendable {
  package let labelCount: Int
  /// `[rows × labels]`; each row sums to 1.
  package private(set) var probabilities: [Float]

  /// - Parameters:
  ///   - labels: the index of each row's label, in `0..<labelCount`.
  ///   - labelCount: the number of labels.
  package init(_ labels: [Int], labelCount: Int) {
    precondition(labels.allSatisfy { 0 <= $0 && $0 < labelCount }, "labels below \(labelCount)")
    self.labelCount = labelCount
    probabilities = [Float](repeating: 0, count: labels.count * labelCount)
    for (row, label) in labels.enumerated() { probabilities[row * labelCount + label] = 1 }
  }

  /// - Parameter probabilities: `[rows × labels]`; each row sums to 1.
  package init(probabilities: [Float], labelCount: Int) {
    self.labelCount = labelCount
    self.probabilities = probabilities
  }

  /// The number of rows.
  package var count: Int { probabilities.count / labelCount }

  /// Some of the rows, in the order of their numbers.
  package func rows(_ numbers: some Sequence<Int>) -> LabelTargets {
    LabelTargets(probabilities: numbers.flatMap { self[$0] }, labelCount: labelCount)
  }

  package subscript(row: Int) -> ArraySlice<Float> {
    probabilities[row * labelCount..<(row + 1) * labelCount]
  }

  /// The likeliest label of each row; of equals the first.
  package var likeliest: [Int] {
    (0..<count).map { row in
      let targets = self[row]
      return targets.indices.max { targets[$0] < targets[$1] }! - targets.startIndex
    }
  }

  package static func + (first: LabelTargets, second: LabelTargets) -> LabelTargets {
    LabelTargets(
      probabilities: first.probabilities + second.probabilities, labelCount: first.labelCount)
  }
}
