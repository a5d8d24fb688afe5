import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

// Values of the libraries that can be given as arguments.

extension TextFormat: ExpressibleByArgument {}

extension TokenizerKind: ExpressibleByArgument {
  private static let names: [(String, TokenizerKind)] = [
    ("icu", .icu), ("whitespace", .whitespace),
  ]

  public init?(argument: String) {
    guard let (_, kind) = Self.names.first(where: { $0.0 == argument }) else { return nil }
    self = kind
  }

  public static var allValueStrings: [String] { names.map(\.0) }
}

extension SubwordLengths: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension FitConfiguration.Part: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }

  public static var allValueStrings: [String] { allCases.compactMap(\.name) }
}

extension VectorFormat: ExpressibleByArgument {
  /// Only what can be written can be asked for.
  public init?(argument: String) {
    guard let format = VectorFormat(rawValue: argument), Self.writable.contains(format) else {
      return nil
    }
    self = format
  }

  public static var allValueStrings: [String] { writable.map(\.rawValue) }
}
extension LabelThresholds.Metric: ExpressibleByArgument {}
