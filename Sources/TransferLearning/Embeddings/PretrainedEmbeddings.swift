import FoundationEssentials
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Word vectors with all that one must know to use them: how text becomes words, and from what
/// and by which settings they were trained.
public struct PretrainedEmbeddings: Sendable {
  public let vectors: WordVectors
  public let settings: TextSettings
  /// What was read, for the model card; `nil` when another program trained the vectors.
  public let provenance: Provenance?
  /// Where vectors of another program come from; `nil` when this one trained them.
  public let origin: Origin?

  /// From what and how vectors were trained.
  public struct Provenance: Sendable, Codable, Equatable {
    /// One text of the corpus.
    public struct Corpus: Sendable, Codable, Equatable {
      public let name: String
      /// In bytes.
      public let byteCount: Int
      public let digest: String

      package init(_ part: TokenizedCorpus.Part) {
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
    /// Why training stopped, if the number of epochs wasn't given.
    public internal(set) var stopReason: EarlyStopping.Reason?
    /// The epoch whose vectors these are, from 1, when the held-out losses chose it.
    public internal(set) var keptEpoch: Int?
    /// The score above which two words count as one; `nil` when phrases weren't looked for.
    public internal(set) var phraseThreshold: Double?
    /// The vectors that learned the words of the last corpora; `nil` when training began anew.
    public internal(set) var base: UpdateBase?

    package init(
      corpora: [Corpus], configuration: SkipGramConfiguration, minimumCount: Int,
      epochLosses: [Double], phraseThreshold: Double? = nil, base: UpdateBase? = nil
    ) {
      self.corpora = corpora
      self.configuration = configuration
      self.minimumCount = minimumCount
      self.epochLosses = epochLosses
      self.phraseThreshold = phraseThreshold
      self.base = base
    }
  }

  /// The file that vectors of another program were read from.
  public struct Origin: Sendable, Codable, Equatable {
    public let file: String
    public let format: VectorFormat

    public init(file: String, format: VectorFormat) {
      self.file = file
      self.format = format
    }
  }

  private static let provenanceKey = "pretraining"
  private static let originKey = "origin"

  var metadata: [String: String] {
    get throws {
      var metadata = settings.metadata
      metadata.merge(KeptFormat.model.metadata) { $1 }
      if let provenance {
        metadata["seed"] = String(provenance.configuration.seed)
        metadata[Self.provenanceKey] = try JSONText.encode(provenance)
      }
      if let origin { metadata[Self.originKey] = try JSONText.encode(origin) }
      return metadata
    }
  }

  /// - Throws: `FileError` when the file can't be written; then nothing has changed.
  public func write(
    to path: String, format: VectorFormat = .safetensors, progress: RowProgress = .none
  ) throws {
    try vectors.write(to: path, format: format, metadata: try metadata, progress: progress)
  }

  public init(vectors: WordVectors, settings: TextSettings, provenance: Provenance) {
    self.vectors = vectors
    self.settings = settings
    self.provenance = provenance
    origin = nil
  }

  /// Vectors that another program trained.
  public init(vectors: WordVectors, settings: TextSettings, origin: Origin) {
    self.vectors = vectors
    self.settings = settings
    provenance = nil
    self.origin = origin
  }

  /// The same with other vectors, made from these.
  package init(_ embeddings: PretrainedEmbeddings, vectors: WordVectors) {
    self.vectors = vectors
    settings = embeddings.settings
    (provenance, origin) = (embeddings.provenance, embeddings.origin)
  }

  /// The same with other settings.
  private init(_ embeddings: PretrainedEmbeddings, settings: TextSettings) {
    vectors = embeddings.vectors
    self.settings = settings
    (provenance, origin) = (embeddings.provenance, embeddings.origin)
  }

  /// The same for texts of which mark-up and addresses count as words.
  var keepingMarkup: PretrainedEmbeddings {
    PretrainedEmbeddings(self, settings: settings.keepingMarkup)
  }

  /// - Parameters:
  ///   - path: a file that this program wrote.
  ///   - tokenizers: those of your own that the vectors may have been trained with.
  /// - Throws: `FileError` when the file can't be read or isn't sound.
  public init(
    contentsOf path: String, tokenizers: [any TextTokenizer] = []
  ) throws(FileError) {
    try self.init(try Safetensors(path: path), tokenizers: tokenizers)
  }

  init(_ file: Safetensors, tokenizers: [any TextTokenizer] = []) throws(FileError) {
    do throws(FileError) {
      try self.init(reading: file, tokenizers)
    } catch {
      throw ProgramVersion.explaining(error, in: file)
    }
  }

  private init(reading file: Safetensors, _ tokenizers: [any TextTokenizer]) throws(FileError) {
    let path = file.file.path
    let format = KeptFormat(file)
    guard format != .checkpoint else {
      throw FileError(
        .unsuitable, file: path, setting: .checkpoint,
        problem: "it is a checkpoint of a training that isn't at its end",
        remedy: "go on with it by \(.checkpoint), and use what that writes")
    }
    guard format == .model else {
      throw FileError(
        .unsuitable, file: path, problem: "not a file of this program",
        remedy: "use vectors or a model that this program wrote")
    }
    try KeptFormat.checkVersion(of: file)
    vectors = try WordVectors(file)
    settings = try TextSettings(
      metadata: file.metadata, path: path, tokenizers: tokenizers)
    provenance = JSONText.decode(Provenance.self, from: file.metadata[Self.provenanceKey] ?? "")
    origin = JSONText.decode(Origin.self, from: file.metadata[Self.originKey] ?? "")
    guard (provenance == nil) != (origin == nil) else {
      throw FileError.damaged(path, "its metadata don't say how it was trained")
    }
  }

  /// The same vectors without those of n-grams, which take the most room by far.
  public var withoutSubwords: PretrainedEmbeddings {
    PretrainedEmbeddings(
      self,
      vectors: WordVectors(
        vocabulary: vectors.vocabulary, input: vectors.input, output: vectors.output))
  }
}

/// What an update of vectors started from, for the model card.
public struct UpdateBase: Sendable, Codable, Equatable {
  public let wordCount: Int
  /// Of the words and both matrices.
  public let digest: String
  /// How firmly its words were held in place, 0 to 1.
  public let anchor: Double

  /// - Throws: `FileError` when the vectors can't learn new words: they have no context vectors, are
  ///   composed of n-grams, or hold a number that isn't finite.
  init(_ embeddings: PretrainedEmbeddings, anchor: Double) throws(FileError) {
    let vectors = embeddings.vectors
    let name = vectors.input.file ?? embeddings.origin?.file ?? "the vectors"
    guard vectors.subwords == nil else {
      throw FileError(
        .unsuitable, file: name,
        problem: "its words are composed of n-grams, which new words would move",
        remedy: "new words have vectors by their n-grams already, or train anew on all texts")
    }
    guard let output = vectors.output else {
      throw FileError(
        .unsuitable, file: name, problem: "it has no context vectors, which training goes on from",
        remedy: "use vectors that this program trained and wrote in the format safetensors")
    }
    try vectors.checkNumbers()
    guard output.isFinite else {
      throw FileError(
        .damaged, file: name, problem: "a context vector holds a number that isn't finite",
        remedy: "bring an undamaged copy of it, or train anew")
    }
    var digest = CorpusDigest()
    digest.add(vectors.vocabulary.bytes)
    for matrix in [vectors.input, output] {
      for row in 0..<matrix.rowCount {
        digest.add(UnsafeRawBufferPointer(matrix.numbers(row)))
      }
    }
    wordCount = vectors.vocabularySize
    self.digest = digest.text
    self.anchor = anchor
  }
}
