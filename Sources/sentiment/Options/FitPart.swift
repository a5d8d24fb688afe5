import ArgumentParser
import SentimentTransferLearning

/// A part of the adaptation, as a user names it to leave it out.
enum FitPart: String, CaseIterable, ExpressibleByArgument {
  case frequencyWeights = "frequency-weights"
  case documentMetric = "document-metric"
  case pseudoLabels = "pseudo-labels"
  case balancedThreshold = "balanced-threshold"
  case namesScale = "names-scale"
  case wordPairs = "word-pairs"
  case termScales = "term-scales"
  case crossValidation = "cross-validation"

  func switchOff(in configuration: inout FitConfiguration) {
    switch self {
    case .frequencyWeights: configuration.weighsByFrequency = false
    case .documentMetric: configuration.usesDocumentMetric = false
    case .pseudoLabels: configuration.usesPseudoLabels = false
    case .balancedThreshold: configuration.balancesThreshold = false
    case .namesScale: configuration.learnsNamesScale = false
    case .wordPairs: configuration.usesWordPairs = false
    case .termScales: configuration.scalesTerms = false
    case .crossValidation: configuration.crossValidates = false
    }
  }
}
