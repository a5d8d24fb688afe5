import GRDB
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// The versions of the word vectors: what the server was started with, and what it trained.
struct EmbeddingVersions: Sendable {
  let folder: String
  private let builtIn: BuiltInModels
  /// The model that was named by `--model`.
  private let given: (name: String, model: SentimentModel)?
  /// What answers where there are no labels.
  let unlabelled: ServedModel

  /// - Parameter model: a file or a built-in model's name.
  /// - Throws: `FileError` when the model can't be read or the folder can't be made.
  init(folder: String, model: String?) throws {
    self.folder = folder
    builtIn = try BuiltInModels()
    given = try model.map {
      ($0, try SentimentModel(embedded: $0) ?? SentimentModel(contentsOf: $0))
    }
    unlabelled =
      given.map { ServedModel(name: Self.shortName($0.name), model: $0.model) }
      ?? ServedModel(builtIn: builtIn)
    try OutputFile.makeFolder(folder)
  }

  private static func shortName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What people call a version.
  func name(_ version: Int64) -> String {
    version > 0 ? "version \(version)" : given.map { Self.shortName($0.name) } ?? "built-in"
  }

  func path(_ version: Int64) -> String { "\(folder)/version-\(version).safetensors" }

  /// - Parameter sample: a text of the user's; the built-in vectors are chosen by its script.
  /// - Throws: `FileError` when the version's file can't be read.
  func embeddings(_ version: Int64, like sample: String) throws -> PretrainedEmbeddings {
    if version > 0 { return try PretrainedEmbeddings(contentsOf: path(version)) }
    if let given { return given.model.embeddings }
    let isChinese = LanguageDetector.isChinese(sample.utf8Span.span)
    return (isChinese ? builtIn.chinese : builtIn.english).embeddings
  }
}

extension Store {
  /// Some of the texts, to tell their script by.
  func sample() throws -> String {
    try database.read {
      try String.fetchAll($0, sql: "SELECT substr(text, 1, 500) FROM text ORDER BY id LIMIT 20")
    }.joined(separator: " ")
  }
}
