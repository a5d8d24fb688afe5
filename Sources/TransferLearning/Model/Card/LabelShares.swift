import SentimentPlatform
import SentimentTextProcessing

/// The labels' shares among the texts that a model will read, which say where its threshold is.
public struct LabelShares: Sendable, Codable, Equatable {
  /// What they are known from.
  public enum Source: String, Sendable, Codable {
    /// The texts without labels don't tell them: they are those among the labelled texts.
    case labelledTexts = "labelled texts"
    /// They are estimated from the texts without labels.
    case unlabelledTexts = "texts without labels"
    /// They were named by a person.
    case given
  }

  public struct Share: Sendable, Codable, Equatable {
    public let label: String
    public let share: Double
    /// Among the labelled texts.
    public let labelled: Double
    /// What the texts without labels say: the 95 % interval; `nil` where they weren't asked, or there
    /// are too few labelled texts.
    public let interval: ClosedRange<Double>?
  }

  public let source: Source
  /// In the order of the labels.
  public let shares: [Share]

  /// Where they aren't those among the labelled texts.
  var moved: [Double]? { source == .labelledTexts ? nil : shares.map(\.share) }

  /// The labels' shares among labelled texts, with one more of each label (Laplace's rule).
  static func labelled(_ counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +) + counts.count)
    return counts.map { Double($0 + 1) / total }
  }

  /// What brings the logits of a calibrated model from some shares of the labels to others (Saerens, Latinne
  /// and Decaestecker 2002).
  ///
  /// - Parameter shares: `nil` where they stay.
  static func shift(from labelled: [Double], to shares: [Double]?, outputs: Int) -> [Double] {
    guard let shares else { return [Double](repeating: 0, count: outputs) }
    let ratios = zip(shares, labelled).map { log($0 / $1) }
    return outputs == 1 ? [ratios[1] - ratios[0]] : ratios
  }
}

extension LabelShares {
  /// Shares that a person gave of some labels; the others share the rest as among the labelled texts.
  ///
  /// - Returns: `nil` where none was given.
  /// - Throws: `FileError` when they can't be shares of these labels.
  init?(
    _ given: [String: Double], labels: [String], labelled: [Double], name: String
  ) throws(FileError) {
    guard !given.isEmpty else { return nil }
    if let unknown = given.keys.filter({ !labels.contains($0) }).min() {
      throw FileError(
        .wrongLabel, file: name, setting: .labelShares,
        problem: "no text has the label \"\(unknown)\"",
        remedy: "give \(.labelShares) of the labels that there are:"
          + " \(labels.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    let rest = 1 - given.values.sorted().reduce(0, +)
    let others = zip(labels, labelled).filter { given[$0.0] == nil }.map(\.1).reduce(0, +)
    let isWhole = abs(rest) < Self.roundingError
    guard given.values.allSatisfy({ 0 < $0 && $0 < 1 }),
      others > 0 ? rest > 0 && !isWhole : isWhole
    else {
      throw FileError(
        .invalidSetting, file: name, setting: .labelShares,
        problem: "the labels' shares don't make up 1",
        remedy:
          "give \(.labelShares) between 0 and 1 that add up to 1, or to less where a label has"
          + " none")
    }
    source = .given
    let total = isWhole ? 1 - rest : 1
    shares = zip(labels, labelled).map { label, own in
      Share(
        label: label, share: (given[label] ?? own / others * rest) / total, labelled: own,
        interval: nil)
    }
  }

  /// Of shares with two decimals, such as three of 0.33, the sum is so far from 1.
  private static let roundingError = 0.015
}
