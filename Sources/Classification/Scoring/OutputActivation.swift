/// How a linear head's logits become the labels' probabilities.
package enum OutputActivation: Sendable {
  /// A text has one label: the probabilities sum to 1.
  case softmax
  /// A text has any number of labels, each of which has a probability by itself.
  case sigmoid

  package func probabilities(_ logits: [Double]) -> [Double] {
    switch self {
    case .softmax: LogisticRegression.probabilities(logits[...])
    case .sigmoid: logits.map(LogisticRegression.sigmoid)
    }
  }

  /// How sure an answer is: the probability of the likeliest label; where each label is an answer of its own, the
  /// probability of the least sure of these.
  func certainty(_ probabilities: [Double]) -> Double {
    switch self {
    case .softmax: probabilities.max() ?? 0
    case .sigmoid: probabilities.map { max($0, 1 - $0) }.min() ?? 0
    }
  }
}
