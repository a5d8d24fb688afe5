import SentimentTextProcessing
import SentimentTransferLearning

/// The model that a user named, or the built-in one for each text's script: one thread's tool.
struct ModelChoice {
  private let chosen: TextClassifier?
  private var embedded: [Language: TextClassifier] = [:]

  /// What help says of the model that is used if none is named.
  static let helpForNone =
    "By default \(SentimentModel.embeddedName(for: nil)) answers, and Chinese texts are answered by"
    + " \(SentimentModel.embeddedName(for: .chinese))."

  /// - Parameter chosen: `nil` for the built-in ones.
  init(_ chosen: TextClassifier?) { self.chosen = chosen }

  /// - Parameter name: a file, or a built-in model's name; `nil` for the built-in ones.
  init(_ name: String?, _ messages: Messages) throws {
    chosen = try name.map { try Self.load($0, messages) }?.makeClassifier()
  }

  static func load(_ name: String, _ messages: Messages) throws -> SentimentModel {
    let model: SentimentModel
    do {
      model = try SentimentModel(embedded: name) ?? SentimentModel(contentsOf: name)
    } catch let error as FileError where error.kind == .missing {
      throw suggesting(error, for: name)
    }
    let vectors = model.embeddings.vectors
    messages.detail(
      "model",
      "\(name.onOneLine): \(vectors.size), labels"
        + " \(model.labels.map(\.onOneLine).joined(separator: ", "))")
    return model
  }

  /// The error for a name that no file has, with the built-in model that was probably meant.
  static func suggesting(_ error: FileError, for name: String) -> FileError {
    let models = SentimentModel.embeddedNames
    guard !name.contains("/") else { return error }
    return FileError(
      error.kind, file: error.file,
      problem: "there is no file and no built-in model of this name",
      remedy: models.nearest(to: name).map { "did you mean \($0)?" }
        ?? "check the path, or name a built-in model: \(models.joined(separator: ", "))")
  }

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
