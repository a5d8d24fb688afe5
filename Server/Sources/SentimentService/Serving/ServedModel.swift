import SentimentTextProcessing
import SentimentTransferLearning

/// What answers requests: one model, or the built-in ones, each for its script.
struct ServedModel: Sendable {
  /// What answers call it.
  let name: String
  private let pool: ClassifierPool
  /// For Chinese text; `nil` where one model answers all.
  private let chinese: ClassifierPool?

  init(name: String, model: SentimentModel) {
    self.name = name
    pool = ClassifierPool(model)
    chinese = nil
  }

  init(builtIn: BuiltInModels) {
    name = "built-in"
    pool = ClassifierPool(builtIn.english)
    chinese = ClassifierPool(builtIn.chinese)
  }

  func classify(_ text: String, explains: Bool) throws -> Prediction {
    let isChinese = chinese != nil && LanguageDetector.isChinese(text.utf8Span.span)
    return try (isChinese ? chinese ?? pool : pool).withClassifier {
      try $0.classify(text, explains: explains)
    }
  }
}

/// The models that are part of the program.
struct BuiltInModels: Sendable {
  let english: SentimentModel
  let chinese: SentimentModel

  init() throws {
    english = try SentimentModel(embeddedFor: .english)
    chinese = try SentimentModel(embeddedFor: .chinese)
  }
}
