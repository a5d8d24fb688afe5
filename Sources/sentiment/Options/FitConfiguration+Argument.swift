import ArgumentParser
import SentimentTransferLearning

/// A part of the adaptation, as a user names it to leave it out; passages have a flag of their own.
extension FitConfiguration.Part: ExpressibleByArgument {
  private static let names: [String: Self] = [
    "frequency-weights": .frequencyWeights, "document-metric": .documentMetric,
    "pseudo-labels": .pseudoLabels, "balanced-threshold": .balancedThreshold,
    "names-scale": .namesScale, "word-pairs": .wordPairs, "term-scales": .termScales,
    "cross-validation": .crossValidation,
  ]

  public init?(argument: String) {
    guard let part = Self.names[argument] else { return nil }
    self = part
  }

  public static var allValueStrings: [String] {
    allCases.flatMap { part in names.filter { $0.value == part }.map(\.key) }
  }
}
