import SentimentTextProcessing
import SentimentWordEmbeddings

extension SentimentModel {
  /// The names of the models that are part of the program: that of 75,000 film reviews
  /// (docs/model-card.md), that of opinions of all kinds in five languages
  /// (docs/general-model-card.md), and those of the experiment's reviews.
  public static let embeddedNames =
    [filmReviews, "general"] + FilmReviews.languages.map { "movie-reviews-\($0.rawValue)" }

  private static let filmReviews = "film-reviews-en"

  /// The name of the model that answers where none is named: on Chinese texts, or on any others.
  package static func embeddedName(for language: Language?) -> String {
    language == .chinese ? "movie-reviews-zh" : filmReviews
  }

  /// A model that is part of the program; `nil` when there is none of that name.
  public init?(embedded name: String) throws(FileError) {
    guard let file = Self.file(embedded: name) else { return nil }
    try self.init(try Safetensors(file: file))
  }

  /// The file of such a model, by the model's name.
  static func file(embedded name: String) -> MappedFile? {
    EmbeddedFile.bytes("models/\(name).safetensors").map { MappedFile(embedded: $0, name: name) }
  }

  /// The model for texts of a language, which is part of the program.
  ///
  /// - Parameter language: English or Chinese; for others there is none.
  /// - Throws: `FileError` when there is none for the language.
  public static func builtIn(for language: Language) throws(FileError) -> SentimentModel {
    guard builtInLanguages.contains(language) else {
      throw FileError(
        .missing, file: "built-in model", problem: "there is none for the language \(language)",
        remedy: "fit one to labelled texts of the language")
    }
    return try SentimentModel(embeddedFor: language)
  }

  /// The languages that have a built-in model.
  public static let builtInLanguages: [Language] = [.english, .chinese]

  /// The model that answers where none is named; it is for English also where the language is
  /// another.
  ///
  /// - Throws: `FileError` when the program is damaged.
  package init(embeddedFor language: Language?) throws(FileError) {
    let name = Self.embeddedName(for: language)
    guard let model = try Self(embedded: name) else {
      preconditionFailure("\(name) is part of the program")
    }
    self = model
  }
}
