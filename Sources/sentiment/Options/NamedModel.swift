import SentimentTextProcessing
import SentimentTransferLearning

/// The model that a user names.
enum NamedModel {
  /// What help says of the model that is used if none is named.
  static let helpForNone =
    "By default \(SentimentModel.generalName) answers, in English, Chinese, German, French and Spanish."

  /// - Parameter name: a file, or a built-in model's name.
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
}
