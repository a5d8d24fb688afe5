import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// The versions of the word vectors: 0 is what the server was started with; each other one was
/// trained by the job of the same id.
struct EmbeddingVersions: Sendable {
  private let folder: String
  private let store: Store
  /// The model that was named by `--model`.
  private let given: (name: String, model: SentimentModel)?
  /// What answers where there are no labels.
  let unlabelled: ServedModel

  /// - Parameters:
  ///   - folder: made when it isn't there.
  ///   - model: a file or a built-in model's name; `nil` for the built-in models.
  /// - Throws: `FileError` when the model can't be read or the folder can't be made.
  init(folder: String, store: Store, model: String?) throws {
    (self.folder, self.store) = (folder, store)
    given = try model.map {
      ($0, try SentimentModel(embedded: $0) ?? SentimentModel(contentsOf: $0))
    }
    unlabelled =
      try given.map { ServedModel(name: Self.shortName($0.name), model: $0.model) }
      ?? ServedModel(name: Self.builtInName, model: .builtIn(for: .english))
    try OutputFile.makeFolder(folder)
  }

  private static let builtInName = "built-in"

  private static func shortName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What people call a version.
  func name(_ version: Int64) -> String {
    let given = try? store.versions().first { $0.id == version }?.name
    if let name = given, !name.isEmpty { return name }
    return version > 0
      ? "version \(version)" : self.given.map { Self.shortName($0.name) } ?? Self.builtInName
  }

  /// The file of a trained version; `nil` where there is none.
  func file(of version: Int64) throws -> String? {
    try store.versions().contains { $0.id == version } ? path(version) : nil
  }

  /// Where a model is written that somebody takes out.
  var pathForTaking: String { "\(folder)/taken.safetensors" }

  /// - Throws: `FileError` when the file can't be removed.
  func remove(_ version: Int64) throws {
    guard unlink(path(version)) == 0 || errno == ENOENT else {
      throw FileError.system(errno, file: path(version))
    }
  }

  private static let suffix = ".safetensors"

  private func path(_ version: Int64) -> String { "\(folder)/version-\(version)\(Self.suffix)" }

  /// Whether there are files of versions.
  func hasFiles() throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder).contains {
      $0.hasSuffix(Self.suffix)
    }
  }

  /// Keeps what a training made.
  ///
  /// - Throws: `FileError` when the file can't be written.
  func add(_ embeddings: PretrainedEmbeddings, as version: Int64) throws {
    try embeddings.write(to: path(version))
  }

  /// The embeddings of a version; of the built-in ones those for the script of the stored texts. Words that a
  /// trained version doesn't know are read by what the server was started with.
  ///
  /// - Throws: `FileError` when the version's file can't be read.
  func embeddings(_ version: Int64) throws -> PretrainedEmbeddings {
    if version > 0 {
      return try PretrainedEmbeddings(contentsOf: path(version)).borrowingWords(of: embeddings(0))
    }
    if let given { return given.model.embeddings }
    return try SentimentModel.builtInVectors(for: try store.sample().utf8Span.span)
  }
}
