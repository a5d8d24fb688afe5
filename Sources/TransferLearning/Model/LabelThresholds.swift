/// From which probability on a text is given a label, where it may have any number of them.
public struct LabelThresholds: Sendable, Codable, Equatable {
  /// What thresholds are chosen for.
  public enum Metric: String, Sendable, Codable, CaseIterable {
    /// The mean of the labels' F1: of each label by the answers to held-out texts.
    case macroF1 = "macro-f1"
  }

  /// `nil` where there were no held-out texts to choose by.
  public let metric: Metric?
  /// In the order of the model's labels.
  public let probabilities: [Double]

  /// The labels that a text is given.
  ///
  /// - Parameter probabilities: of all labels.
  func labels(_ probabilities: [Double]) -> [Int] {
    probabilities.indices.filter { probabilities[$0] >= self.probabilities[$0] }
  }

  /// Those of some of the labels.
  func restricted(to places: [Int]?) -> LabelThresholds {
    guard let places else { return self }
    return LabelThresholds(metric: metric, probabilities: places.map { probabilities[$0] })
  }

  func fits(_ labels: [String]) -> Bool {
    probabilities.count == labels.count && probabilities.allSatisfy { 0...1 ~= $0 }
  }
}
