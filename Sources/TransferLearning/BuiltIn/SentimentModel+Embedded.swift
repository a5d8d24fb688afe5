import SentimentTextProcessing
import SentimentWordEmbeddings

extension SentimentModel {
  /// The names of the models that are part of the program: that of opinions of all kinds in five languages,
  /// which answers where none is named (docs/general-model-card.md), that of 75,000 film reviews
  /// (docs/model-card.md), and those of the experiment's reviews.
  public static let embeddedNames =
    [generalName, filmReviews] + FilmReviews.languages.map { "movie-reviews-\($0.rawValue)" }

  /// The model that answers where none is named.
  package static let generalName = "general"
  private static let filmReviews = "film-reviews-en"

  /// A model that is part of the program; `nil` when there is none of that name.
  public init?(embedded name: String) throws(FileError) {
    guard let file = Self.file(embedded: name) else { return nil }
    try self.init(try Safetensors(file: file))
    knowsLanguagesByWords = name == Self.generalName
  }

  /// The file of such a model, by the model's name.
  static func file(embedded name: String) -> MappedFile? {
    EmbeddedFile.bytes("models/\(name).safetensors").map { MappedFile(embedded: $0, name: name) }
  }

  /// The model for texts of a language, which is part of the program: `general` for all five.
  ///
  /// - Throws: `FileError` when the program is damaged.
  public static func builtIn(for language: Language) throws(FileError) -> SentimentModel {
    guard let model = try Self(embedded: generalName) else {
      preconditionFailure("\(generalName) is part of the program")
    }
    return model
  }

  /// The word vectors in the program that know most of a text's words: those of Chinese film reviews or of
  /// English ones, by the text's script.
  ///
  /// - Parameter text: UTF-8; a few letters are enough.
  /// - Throws: `FileError` when the program is damaged.
  public static func builtInVectors(
    for text: Span<UInt8>
  ) throws(FileError) -> PretrainedEmbeddings {
    try Self(vectorsFor: LanguageDetector.isChinese(text) ? .chinese : .english).embeddings
  }

  /// The model whose word vectors serve for texts of a language: Chinese, or any others.
  ///
  /// - Throws: `FileError` when the program is damaged.
  package init(vectorsFor language: Language?) throws(FileError) {
    let name = language == .chinese ? "movie-reviews-zh" : Self.filmReviews
    guard let model = try Self(embedded: name) else {
      preconditionFailure("\(name) is part of the program")
    }
    self = model
  }
}
