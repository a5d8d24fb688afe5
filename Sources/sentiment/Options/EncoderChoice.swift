import ArgumentParser
import SentimentClassification
import SentimentSentenceEncoders
import SentimentTransferLearning

/// What makes a text's vector: word vectors, or an encoder that was pre-trained elsewhere.
enum EncoderChoice: ExpressibleByArgument, Equatable {
  case words(EncoderKind)
  /// That of the program.
  case builtIn
  case path(String)

  private static let builtInName = "transformer"

  init?(argument: String) {
    if let kind = EncoderKind(rawValue: argument) {
      self = .words(kind)
    } else if argument == Self.builtInName {
      self = .builtIn
    } else if argument.contains("/") || argument.contains(".") {
      self = .path(argument)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .words(let kind): kind.rawValue
    case .builtIn: Self.builtInName
    case .path(let path): path
    }
  }

  var defaultValueDescription: String { name }

  var isTransformer: Bool {
    if case .words = self { false } else { true }
  }

  /// - Throws: `FileError` when the encoder can't be read.
  func load() throws -> (words: EncoderKind, asking: BestFit.Asking) {
    switch self {
    case .words(let kind): (kind, .never)
    case .builtIn: (.mean, .always(.builtIn))
    case .path(let path): (.mean, .always(try TransformerEncoder(contentsOf: path)))
    }
  }
}
