import ArgumentParser
import SentimentTransferLearning

/// How much the texts of labels count, as a person says it: `balanced`, or of one label, such as `complaint=5`. The
/// last "=" counts: a label may have one.
enum LabelWeight: ExpressibleByArgument, Equatable {
  case balanced
  case given(label: String, weight: Double)

  init?(argument: String) {
    if argument == "balanced" {
      self = .balanced
      return
    }
    guard let separator = argument.lastIndex(of: "="), separator > argument.startIndex,
      let weight = Double(argument[argument.index(after: separator)...]), weight > 0,
      weight.isFinite
    else { return nil }
    self = .given(label: String(argument[..<separator]), weight: weight)
  }

  fileprivate var label: String? {
    if case .given(let label, _) = self { label } else { nil }
  }
}

extension [LabelWeight] {
  /// - Throws: `ValidationError` where they don't go together.
  func validate() throws {
    try require(
      count < 2 || !contains(.balanced),
      "--label-weight balanced weighs all labels; give it alone")
    try require(
      Set(map(\.label)).count == count, "Give each --label-weight once")
  }

  var weights: LabelWeights {
    if isEmpty { return .equal }
    if contains(.balanced) { return .balanced }
    var weights: [String: Double] = [:]
    for case .given(let label, let weight) in self { weights[label] = weight }
    return .given(weights)
  }
}
