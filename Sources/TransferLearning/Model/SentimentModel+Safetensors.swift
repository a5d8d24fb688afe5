import FoundationEssentials
import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

extension SentimentModel {
  private enum Key {
    static let abstention = "abstention"
    static let thresholds = "label_thresholds"
    static let knowsLanguagesByWords = "knows_languages_by_words"
  }

  private static let priorName = "classifier.prior"

  /// Writes vectors and classifier as one file; the context vectors, which only further training
  /// of the vectors needs, stay in the file of the vectors.
  ///
  /// - Parameters:
  ///   - path: the file; one that is there is replaced.
  ///   - isCompact: whether the words' vectors are rounded to eight bits a number, which makes the
  ///     file about a third as large and is for adapting the model to other labels only: the
  ///     answers of a linear model stay the same to the last bit.
  /// - Throws: `FileError` when the file can't be written; then nothing has changed.
  public func write(to path: String, isCompact: Bool = false) throws {
    var metadata = try embeddings.metadata
    metadata[KeptFormat.labelsKey] = try JSONText.encode(labels)
    if let abstention { metadata[Key.abstention] = try JSONText.encode(abstention) }
    if let thresholds { metadata[Key.thresholds] = try JSONText.encode(thresholds) }
    if knowsLanguagesByWords { metadata[Key.knowsLanguagesByWords] = "true" }
    metadata[card.key.rawValue] = try JSONText.encode(card)
    metadata.merge(try head.metadata) { $1 }
    var contents = head.safetensorsContents
    contents.append((Self.priorName, .floats(prior.map(Float.init), shape: [labels.count])))
    try Safetensors.write(
      embeddings.vectors.safetensorsContents(
        keepsOutput: false, isEightBit: isCompact, with: contents),
      metadata: metadata, to: path)
  }

  /// - Parameters:
  ///   - path: a model's file.
  ///   - tokenizers: those of your own that the model may have been made with.
  /// - Throws: `FileError` when the file can't be read, isn't sound, or has no classifier.
  public init(
    contentsOf path: String, tokenizers: [any TextTokenizer] = []
  ) throws(FileError) {
    try self.init(MappedFile(path: path), tokenizers: tokenizers)
  }

  /// The same for bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: a file's content.
  ///   - name: what errors call them.
  public init(bytes: [UInt8], name: String) throws(FileError) {
    guard !bytes.isEmpty else { throw .emptyFile(name) }
    try self.init(MappedFile(copying: bytes, name: name))
  }

  private init(_ file: MappedFile, tokenizers: [any TextTokenizer] = []) throws(FileError) {
    try FileKind.check(file, for: .model)
    try self.init(try Safetensors(file: file), tokenizers: tokenizers)
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
    let embeddings = try PretrainedEmbeddings(file, tokenizers: tokenizers)
    guard let encoded = file.metadata[KeptFormat.labelsKey] else {
      throw FileError(
        .unsuitable, file: path, setting: .labelledTexts,
        problem: "it holds word vectors, but no classifier",
        remedy: "train one with \(.labelledTexts)")
    }
    guard let labels = JSONText.decode([String].self, from: encoded), labels.count > 1,
      Set(labels).count == labels.count
    else { throw FileError.damaged(path, "its labels can't be read") }
    let (head, card) = try Head.read(
      file, vectors: embeddings.vectors, labelCount: labels.count)
    let prior = try file.floats(Self.priorName, shape: [labels.count]).map(Double.init)
    let isMultiLabel = card.multiLabelTraining != nil
    guard prior.allSatisfy({ 0...1 ~= $0 }), isMultiLabel || abs(prior.reduce(0, +) - 1) < 1e-3
    else { throw FileError.damaged(path, "its prior is no distribution") }
    self.init(
      embeddings: embeddings, labels: labels, prior: prior, head: head, card: card, name: path)
    knowsLanguagesByWords = file.metadata[Key.knowsLanguagesByWords] == "true"
    if isMultiLabel {
      let thresholds = JSONText.decode(
        LabelThresholds.self, from: file.metadata[Key.thresholds] ?? "")
      guard let thresholds, thresholds.fits(labels) else {
        throw FileError.damaged(path, "it doesn't say from which probability on it gives a label")
      }
      self.thresholds = thresholds
    }
    if let encoded = file.metadata[Key.abstention] {
      guard let abstention = JSONText.decode(Abstention.self, from: encoded) else {
        throw FileError.damaged(path, "it doesn't say when it gives no answer")
      }
      self.abstention = abstention
    }
  }
}
