import SentimentTextProcessing
import SentimentWordEmbeddings

extension SentimentModel {
  /// The names of the models that are part of the program: that of 75,000 film reviews
  /// (docs/model-card.md), and those of the experiment's reviews.
  public static let embeddedNames =
    [filmReviews] + FilmReviews.languages.map { "movie-reviews-\($0.rawValue)" }

  private static let filmReviews = "film-reviews-en"

  /// The model that answers by default on texts of a language: Chinese, or any other.
  public static func embeddedName(for language: Language?) -> String {
    language == .chinese ? "movie-reviews-zh" : filmReviews
  }

  /// A model that is part of the program; `nil` when there is none of that name.
  public init?(embedded name: String) throws(FileError) {
    let path = "models/\(name).safetensors"
    guard let bytes = EmbeddedFile.bytes(path) else { return nil }
    try self.init(try Safetensors(file: MappedFile(embedded: bytes, name: path)))
  }

  /// The same for the language of some texts.
  ///
  /// - Throws: `FileError` when the program is damaged.
  public init(embeddedFor language: Language?) throws(FileError) {
    let name = Self.embeddedName(for: language)
    guard let model = try Self(embedded: name) else {
      preconditionFailure("\(name) is part of the program")
    }
    self = model
  }
}
