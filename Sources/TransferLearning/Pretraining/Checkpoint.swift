import SentimentTextProcessing
import SentimentWordEmbeddings

/// A pre-training that isn't at its end, as a file: one can go on from it as if nothing had
/// happened.
///
/// It holds both matrices, where the best epoch's vectors are to be kept these too, the vocabulary,
/// the position in the corpus and all settings, and the corpus by its digest only: going on reads the
/// text again.
public struct Checkpoint: Sendable {
  /// The arguments of the command that started the run, and the folder that their paths start from.
  package struct Request: Sendable, Codable, Equatable {
    package var arguments: [String]
    package var folder: String

    package init(arguments: [String], folder: String) {
      self.arguments = arguments
      self.folder = folder
    }
  }

  package let request: Request
  let state: TrainingState
  package let vocabulary: Vocabulary
  package let settings: TextSettings
  /// What was read, and by which settings; its losses are in the state.
  package let provenance: PretrainedEmbeddings.Provenance

  /// What the metadata hold besides the text's settings.
  private struct Progress: Codable {
    var request: Request
    var position: TrainingPosition
    var provenance: PretrainedEmbeddings.Provenance
  }

  private static let key = "checkpoint"
  /// Tensors of the best epoch: input vectors, then output vectors, and what they are composed of.
  private static let bestVectors = "best.vectors"
  private static let bestSubwords = "best.subwords"

  init(
    request: Request, state: TrainingState, vocabulary: Vocabulary, settings: TextSettings,
    provenance: PretrainedEmbeddings.Provenance
  ) {
    self.request = request
    self.state = state
    self.vocabulary = vocabulary
    self.settings = settings
    self.provenance = provenance
  }

  /// The epoch under way, from 1.
  public var epoch: Int { state.position.epochLosses.count + 1 }

  /// - Throws: `FileError` when the file can't be written; then an older one is still there.
  package func write(to path: String) throws {
    var metadata = settings.metadata
    metadata.merge(KeptFormat.checkpoint.metadata) { $1 }
    metadata[Self.key] = try JSONText.encode(
      Progress(request: request, position: state.position, provenance: provenance))
    let vectors = WordVectors(
      vocabulary: vocabulary, input: state.vectors.input, output: state.vectors.output,
      subwords: state.vectors.subwords?.table)
    try Safetensors.write(
      vectors.safetensorsContents(keepsOutput: true, with: best), metadata: metadata, to: path)
  }

  /// The best epoch's tensors, if there are such.
  private var best: [(name: String, content: Safetensors.Content)] {
    guard let best = state.best else { return [] }
    let subwords = best.subwords.map { (Self.bestSubwords, Safetensors.Content.matrix($0.rows)) }
    return [(Self.bestVectors, .matrix(best.matrix))] + (subwords.map { [$0] } ?? [])
  }

  /// - Throws: `FileError` when the file can't be read, isn't sound, or is no checkpoint.
  public init(
    contentsOf path: String, tokenizers: [any TextTokenizer] = []
  ) throws(FileError) {
    let file = try MappedFile(path: path)
    try FileKind.check(file, for: .checkpoint)
    try self.init(try Safetensors(file: file), tokenizers)
  }

  /// The same for bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: a file's content.
  ///   - name: what errors call it.
  public init(bytes: [UInt8], name: String) throws(FileError) {
    guard !bytes.isEmpty else { throw .emptyFile(name) }
    try self.init(try Safetensors(file: MappedFile(copying: bytes, name: name)), [])
  }

  private init(_ file: Safetensors, _ tokenizers: [any TextTokenizer]) throws(FileError) {
    let path = file.file.path
    guard KeptFormat(file) == .checkpoint else {
      throw FileError(
        .unsuitable, file: path,
        problem: KeptFormat.hasClassifier(file)
          ? "it holds a model, not a checkpoint" : "it holds word vectors, not a checkpoint",
        remedy: "give a file that training wrote as its checkpoint")
    }
    try KeptFormat.checkVersion(of: file)
    let vectors = try WordVectors(file)
    guard let output = vectors.output,
      let progress = JSONText.decode(Progress.self, from: file.metadata[Self.key] ?? ""),
      progress.provenance.configuration.dimension == vectors.dimension
    else { throw FileError.damaged(path, "it doesn't say how far training had come") }
    let subwords = try Self.subwords(of: vectors, progress.provenance.configuration, path: path)
    self.init(
      request: progress.request,
      state: TrainingState(
        vectors: TrainedVectors(input: vectors.input, output: output, subwords: subwords),
        best: try Self.best(in: file, of: vectors, subwords), position: progress.position),
      vocabulary: vectors.vocabulary,
      settings: try TextSettings(
        metadata: file.metadata, path: path, tokenizers: tokenizers),
      provenance: progress.provenance)
  }

  /// What words' vectors are composed of; `nil` when they aren't.
  private static func subwords(
    of vectors: WordVectors, _ configuration: SkipGramConfiguration, path: String
  ) throws(FileError) -> SubwordVectors? {
    guard let lengths = configuration.subwords else { return nil }
    guard let table = vectors.subwords,
      let subwords = SubwordVectors(
        VocabularyNGrams(vectors.vocabulary, lengths: lengths), table: table)
    else { throw FileError.damaged(path, "its n-grams aren't those of its words") }
    return subwords
  }

  /// The best epoch's vectors, copied; `nil` when the file has none.
  private static func best(
    in file: Safetensors, of vectors: WordVectors, _ subwords: SubwordVectors?
  ) throws(FileError) -> TrainedVectors? {
    guard file.tensors[bestVectors] != nil else { return nil }
    func rows(_ name: String, _ count: Int) throws(FileError) -> EmbeddingMatrix {
      let rows = try EmbeddingMatrix(tensor: name, in: file, rowCount: count, of: "vectors")
      guard rows.dimension == vectors.dimension else {
        throw FileError.damaged(file.file.path, "tensor \(name) has another dimension")
      }
      return rows.copy()
    }
    let matrix = try rows(bestVectors, 2 * vectors.vocabularySize)
    guard let subwords else { return TrainedVectors(matrix: matrix) }
    return TrainedVectors(
      matrix: matrix,
      subwords: SubwordVectors(
        ngrams: subwords.ngrams, rows: try rows(bestSubwords, subwords.rows.rowCount)))
  }

  /// Finds out whether a run can go on from here.
  ///
  /// - Throws: `FileError` that names the text that isn't what it was.
  func check(
    _ now: PretrainedEmbeddings.Provenance, vocabulary: Vocabulary
  ) throws(FileError) {
    let corpora = now.corpora
    guard now.base == provenance.base else {
      throw FileError(
        .unsuitable, file: "\(.baseVectors)", setting: .checkpoint,
        problem: "they have changed since the checkpoint was written",
        remedy: "bring the older vectors back, or begin anew without \(.checkpoint)")
    }
    for (now, before) in zip(corpora, provenance.corpora) where now.digest != before.digest {
      throw FileError(
        .unsuitable, file: now.name, setting: .checkpoint,
        problem: "its content has changed since the checkpoint was written",
        remedy: "bring the older text back, or begin anew without \(.checkpoint)")
    }
    guard corpora.count == provenance.corpora.count,
      now.configuration == provenance.configuration,
      vocabulary.bytes == self.vocabulary.bytes, vocabulary.counts == self.vocabulary.counts
    else {
      throw FileError(
        .unsuitable, file: corpora.map(\.name).joined(separator: ", "), setting: .checkpoint,
        problem: "text or settings aren't those that the checkpoint was written with",
        remedy:
          "use the program's version that wrote it (this is \(ProgramVersion.current)), or begin"
          + " anew without \(.checkpoint)")
    }
  }
}
