import SentimentTextProcessing
import SentimentTransferLearning

/// What answers requests: one model, or the built-in ones, each for its script.
struct ServedModel: Sendable {
  /// What answers call it.
  let name: String
  private let model: SentimentModel
  /// For Chinese text; `nil` where one model answers all.
  private let chinese: SentimentModel?

  init(name: String, model: SentimentModel) {
    self.name = name
    self.model = model
    chinese = nil
  }

  init(builtIn: BuiltInModels) {
    name = "built-in"
    model = builtIn.english
    chinese = builtIn.chinese
  }

  func classify(_ text: String, explains: Bool) throws -> Prediction {
    guard let chinese else { return try model.classify(text, explains: explains) }
    let language = try SentimentModel.builtInLanguage(for: text.utf8Span.span) { language in
      try (language == .chinese ? chinese : model).classify(text).coverage
    }
    return try (language == .chinese ? chinese : model).classify(text, explains: explains)
  }
}

/// The models that are part of the program.
struct BuiltInModels: Sendable {
  let english: SentimentModel
  let chinese: SentimentModel

  init() throws {
    english = try .builtIn(for: .english)
    chinese = try .builtIn(for: .chinese)
  }
}
