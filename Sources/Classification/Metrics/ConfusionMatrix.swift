/// How often texts of each label got which answer.
public struct ConfusionMatrix: Sendable, Equatable {
  public let labelCount: Int
  /// `counts[truth][answer]`, `[labels × labels]`, in texts.
  public private(set) var counts: [[Int]]

  /// A matrix of zeros.
  public init(labelCount: Int) {
    self.labelCount = labelCount
    counts = [[Int]](repeating: [Int](repeating: 0, count: labelCount), count: labelCount)
  }

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - truth: the number of its label.
  ///   - answer: the number of the label it was given.
  public mutating func add(truth: Int, answer: Int) { counts[truth][answer] += 1 }

  /// All texts.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The texts whose answer is right.
  public var correct: Int { (0..<labelCount).reduce(0) { $0 + counts[$1][$1] } }

  /// The texts that have the label.
  public func support(of label: Int) -> Int { counts[label].reduce(0, +) }

  /// The texts that were given the label.
  public func answers(of label: Int) -> Int { counts.reduce(0) { $0 + $1[label] } }
}
