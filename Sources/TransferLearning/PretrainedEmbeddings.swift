import FoundationEssentials
import TextProcessing
import WordEmbeddings

/// Word vectors with all that one must know to use them: how text becomes words, and from what
/// and by which settings they were trained.
public struct PretrainedEmbeddings: Sendable {
  public let vectors: WordVectors
  public let settings: TextSettings
  /// What was read, for the model card.
  public let provenance: Provenance

  /// From what and how vectors were trained.
  public struct Provenance: Sendable, Codable, Equatable {
    /// One text of the corpus.
    public struct Corpus: Sendable, Codable, Equatable {
      public let name: String
      /// In bytes.
      public let byteCount: Int
      public let digest: String

      init(_ part: TokenizedCorpus.Part) {
        name = part.name
        byteCount = part.byteCount
        digest = part.digest.text
      }
    }

    public let corpora: [Corpus]
    public let configuration: SkipGramConfiguration
    public let minimumCount: Int
    /// The mean loss of a pair in each epoch.
    public internal(set) var epochLosses: [Double]
    /// The same on documents that weren't trained on, when some were held out.
    public internal(set) var heldOutLosses: [Double]?
    /// Why training stopped, when that was not a number of epochs that somebody chose.
    public internal(set) var stopReason: EarlyStopping.Reason?
  }

  static let format = "sentiment"
  static let version = "1"
  private static let provenanceKey = "pretraining"

  var metadata: [String: String] {
    get throws {
      var metadata = settings.metadata
      metadata["format"] = Self.format
      metadata["format_version"] = Self.version
      metadata["seed"] = String(provenance.configuration.seed)
      metadata[Self.provenanceKey] = try JSONText.encode(provenance)
      return metadata
    }
  }

  /// The file formats that vectors can be written in.
  public enum Format: String, Sendable, CaseIterable {
    /// All there is; the only format that training can go on from.
    case safetensors
    case word2VecText = "word2vec-text"
    case word2VecBinary = "word2vec-binary"

    /// How large a file with so many words gets, about and rather less.
    public func byteCount(_ wordCount: Int, dimension: Int) -> Int {
      switch self {
      case .safetensors: wordCount * (2 * dimension * 4 + 16)
      // The shortest text of a typical number, as `0.01234567`, is longer than that.
      case .word2VecText: wordCount * dimension * 8
      case .word2VecBinary: wordCount * dimension * 4
      }
    }
  }

  /// - Throws: `FileError` when the file can't be written; then nothing has changed.
  public func write(to path: String, format: Format = .safetensors) throws {
    switch format {
    case .safetensors:
      try Safetensors.write(
        vectors.safetensorsContents(keepsOutput: true), metadata: try metadata, to: path)
    case .word2VecText: try vectors.writeWord2VecText(to: path)
    case .word2VecBinary: try vectors.writeWord2VecBinary(to: path)
    }
  }

  public init(vectors: WordVectors, settings: TextSettings, provenance: Provenance) {
    self.vectors = vectors
    self.settings = settings
    self.provenance = provenance
  }

  /// - Throws: `FileError` when the file can't be read or isn't sound.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(try Safetensors(path: path))
  }

  init(_ file: Safetensors) throws(FileError) {
    let path = file.file.path
    guard file.metadata["format"] == Self.format else {
      throw FileError(
        file: path, problem: "not a file of this program",
        remedy: "use a file that `sentiment train-embeddings` or `train-classifier` wrote")
    }
    guard file.metadata["format_version"] == Self.version else {
      throw FileError(
        file: path,
        problem: "its format version is \(file.metadata["format_version"] ?? "missing"),"
          + " this program reads \(Self.version)",
        remedy: "use the version of the program that wrote it")
    }
    guard
      let provenance = JSONText.decode(
        Provenance.self, from: file.metadata[Self.provenanceKey] ?? "")
    else { throw Safetensors.damaged(path, "its metadata don't say how it was trained") }
    self.init(
      vectors: try WordVectors(file),
      settings: try TextSettings(metadata: file.metadata, path: path), provenance: provenance)
  }
}
