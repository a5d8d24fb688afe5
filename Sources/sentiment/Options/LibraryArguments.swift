import ArgumentParser
import SentimentTextProcessing
import SentimentWordEmbeddings

// Values of the libraries that can be given as arguments.

extension TextFormat: ExpressibleByArgument {}

extension TokenizerKind: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }

  public static var allValueStrings: [String] { allCases.map(\.name) }
  public var defaultValueDescription: String { name }
}

extension SubwordLengths: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
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
