import SentimentTextProcessing
import SentimentTransferLearning

/// The model that a user named, or the built-in one for each text's script: one thread's tool.
struct ModelChoice {
  private let chosen: TextClassifier?
  private var embedded: [Language: TextClassifier] = [:]

  /// - Parameter chosen: `nil` for the built-in ones.
  init(_ chosen: TextClassifier?) { self.chosen = chosen }

  mutating func classifier(for text: Span<UInt8>) throws -> TextClassifier {
    if let chosen { return chosen }
    return try classifier(
      for: SentimentModel.builtInLanguage(for: text) { try classifier(for: $0).coverage(of: text) })
  }

  private mutating func classifier(for language: Language) throws -> TextClassifier {
    if let classifier = embedded[language] { return classifier }
    let classifier = try SentimentModel(embeddedFor: language).makeClassifier()
    embedded[language] = classifier
    return classifier
  }
}
