import SentimentTextProcessing

/// How much more the texts of one label count than those of others in learning: a mistake on them is that much dearer,
/// so the label is answered more often.
public enum LabelWeights: Sendable, Equatable {
  /// Each counts 1.
  case equal
  /// All labels count the same together: the rarer a label is, the more each of its texts counts.
  case balanced
  /// By label; those that aren't named count 1.
  case given([String: Double])
}

extension LabelWeights {
  /// The same without a label.
  func without(_ label: String) -> LabelWeights {
    guard case .given(let weights) = self else { return self }
    return .given(weights.filter { $0.key != label })
  }

  /// What each labelled text counts: its own weight times its label's.
  ///
  /// - Parameters:
  ///   - labels: all that there are, in order.
  ///   - name: what messages call the texts.
  /// - Returns: `nil` where each counts 1.
  /// - Throws: `FileError` when a weight can't be, or no text of a label counts.
  func weights(
    of texts: [LabelledText], labels: [String], name: String
  ) throws(FileError) -> [Double]? {
    let own = try factors(of: texts, labels: labels, name: name)
    guard own != nil || texts.contains(where: { $0.weight != 1 }) else { return nil }
    if let text = texts.first(where: { !($0.weight >= 0 && $0.weight.isFinite) }) {
      throw FileError(
        .invalidSetting, file: name, line: text.line, setting: .weightField,
        problem: "the weight is \(text.weight)", remedy: "give a number of 0 or more")
    }
    let counting = Set(texts.lazy.filter { $0.weight > 0 }.map(\.label))
    if !texts.isEmpty, let label = labels.first(where: { !counting.contains($0) }),
      texts.contains(where: { $0.label == label })
    {
      throw FileError(
        .tooFewLabels, file: name, setting: .weightField,
        problem: "all texts with the label \"\(label)\" have the weight 0",
        remedy: "give one of them a larger weight, or leave them out")
    }
    return texts.map { (own?[$0.label] ?? 1) * $0.weight }
  }

  /// By label; `nil` where each is 1.
  private func factors(
    of texts: [LabelledText], labels: [String], name: String
  ) throws(FileError) -> [String: Double]? {
    switch self {
    case .equal: return nil
    case .balanced:
      var counts: [String: Double] = [:]
      for text in texts { counts[text.label, default: 0] += text.weight }
      let mean = counts.keys.sorted().reduce(0) { $0 + counts[$1]! } / Double(max(1, counts.count))
      return counts.mapValues { $0 > 0 ? mean / $0 : 1 }
    case .given(let weights):
      if let unknown = weights.keys.filter({ !labels.contains($0) }).min() {
        throw FileError(
          .wrongLabel, file: name, setting: .labelWeights,
          problem: "no text has the label \"\(unknown)\"",
          remedy: "give \(.labelWeights) of the labels that there are:"
            + " \(labels.map { "\"\($0)\"" }.joined(separator: ", "))")
      }
      guard weights.values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw FileError(
          .invalidSetting, file: name, setting: .labelWeights,
          problem: "a label's weight isn't above 0", remedy: "give numbers above 0")
      }
      return weights.values.allSatisfy { $0 == 1 } ? nil : weights
    }
  }
}

/// As JSON, a word or an object of the labels' weights.
extension LabelWeights: Codable {
  private enum Word: String, Codable { case equal, balanced }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    switch try? container.decode(Word.self) {
    case .equal: self = .equal
    case .balanced: self = .balanced
    case nil: self = .given(try container.decode([String: Double].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .equal: try container.encode(Word.equal)
    case .balanced: try container.encode(Word.balanced)
    case .given(let weights): try container.encode(weights)
    }
  }
}
