import Classification
import FoundationEssentials
import TextProcessing
import WordEmbeddings

/// A pre-trained encoder with a classifier adapted to some labels: from a text to a label.
public struct SentimentModel: Sendable {
  public let embeddings: PretrainedEmbeddings
  /// The labels, in the order of the classifier's outputs.
  public let labels: [String]
  /// The labels' shares in the training texts: the answer where no word is known.
  public let prior: [Double]
  public let classifier: HiddenLayerClassifier
  public let adaptation: Adaptation
  /// What messages call the model: its file, once it was read from one.
  var name = "the model"

  /// How the classifier was trained, for the model card.
  public struct Adaptation: Sendable, Codable, Equatable {
    public let corpus: PretrainedEmbeddings.Provenance.Corpus?
    public let configuration: ClassifierConfiguration
    public let textCount: Int
    /// Texts in which no word was known; they can't be learned from.
    public let unknownTextCount: Int
    public let epochs: Int
    public let loss: Double
    public let stopReason: ClassifierTrainer.StopReason
  }

  /// A tool that classifies texts; make one for each thread.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  public func makeClassifier() throws -> TextClassifier { try TextClassifier(self) }
}

extension SentimentModel {
  private enum Key {
    static let labels = "labels"
    static let adaptation = "adaptation"
  }

  private enum Name {
    static let prior = "classifier.prior"
    static let hiddenWeights = "classifier.hidden.weight"
    static let hiddenBias = "classifier.hidden.bias"
    static let outputWeights = "classifier.output.weight"
    static let outputBias = "classifier.output.bias"
  }

  /// Writes vectors and classifier as one file; the context vectors, which only further training
  /// of the vectors needs, stay in the file of the vectors.
  ///
  /// - Throws: `FileError` when the file can't be written; then nothing has changed.
  public func write(to path: String) throws {
    let network = classifier
    var metadata = try embeddings.metadata
    metadata[Key.labels] = try JSONText.encode(labels)
    metadata[Key.adaptation] = try JSONText.encode(adaptation)
    let contents: [(name: String, content: Safetensors.Content)] = [
      (Name.prior, .floats(prior.map(Float.init), shape: [labels.count])),
      (
        Name.outputWeights,
        .floats(network.outputWeights, shape: [labels.count, network.outputInputSize])
      ),
      (Name.outputBias, .floats(network.outputBias, shape: [labels.count])),
      (
        Name.hiddenWeights,
        .floats(network.hiddenWeights, shape: [network.hiddenSize, network.inputSize])
      ),
      (Name.hiddenBias, .floats(network.hiddenBias, shape: [network.hiddenSize])),
    ]
    try Safetensors.write(
      embeddings.vectors.safetensorsContents(keepsOutput: false, with: contents),
      metadata: metadata, to: path)
  }

  /// - Throws: `FileError` when the file can't be read, isn't sound, or has no classifier.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(try Safetensors(path: path))
  }

  /// The same for bytes in memory.
  ///
  /// - Parameter name: what errors call them.
  public init(bytes: [UInt8], name: String) throws(FileError) {
    guard !bytes.isEmpty else { throw .emptyFile(name) }
    try self.init(try Safetensors(file: MappedFile(copying: bytes, name: name)))
  }

  /// The names of the models that are part of the program.
  public static let embeddedNames = FilmReviews.languages.map { "movie-reviews-\($0.rawValue)" }

  /// A model that is part of the program; `nil` when there is none of that name.
  public init?(embedded name: String) throws(FileError) {
    let path = "models/\(name).safetensors"
    guard let bytes = EmbeddedFile.bytes(path) else { return nil }
    try self.init(try Safetensors(file: MappedFile(embedded: bytes, name: path)))
  }

  private init(_ file: Safetensors) throws(FileError) {
    let path = file.file.path
    let embeddings = try PretrainedEmbeddings(file)
    guard let encoded = file.metadata[Key.labels] else {
      throw FileError(
        file: path, problem: "it holds word vectors, but no classifier",
        remedy: "train one with `sentiment train-classifier`")
    }
    guard let labels = JSONText.decode([String].self, from: encoded), labels.count > 1,
      Set(labels).count == labels.count
    else { throw Safetensors.damaged(path, "its labels can't be read") }
    guard
      let adaptation = JSONText.decode(
        Adaptation.self, from: file.metadata[Key.adaptation] ?? "")
    else { throw Safetensors.damaged(path, "its metadata don't say how it was adapted") }
    let inputSize = embeddings.vectors.dimension
    let hiddenSize = try file.tensor(Name.hiddenWeights, .float32, rank: 2).shape[0]
    // The tensors first: only sizes that the file bears out may be asked of the memory.
    let hiddenWeights = try file.floats(Name.hiddenWeights, shape: [hiddenSize, inputSize])
    let outputWeights = try file.floats(
      Name.outputWeights, shape: [labels.count, hiddenSize > 0 ? hiddenSize : inputSize])
    var network = HiddenLayerClassifier(
      inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labels.count)
    network.hiddenWeights = hiddenWeights
    network.hiddenBias = try file.floats(Name.hiddenBias, shape: [hiddenSize])
    network.outputWeights = outputWeights
    network.outputBias = try file.floats(Name.outputBias, shape: [labels.count])
    let prior = try file.floats(Name.prior, shape: [labels.count]).map(Double.init)
    guard prior.allSatisfy({ $0 >= 0 }), abs(prior.reduce(0, +) - 1) < 1e-3 else {
      throw Safetensors.damaged(path, "its prior is no distribution")
    }
    self.init(
      embeddings: embeddings, labels: labels, prior: prior, classifier: network,
      adaptation: adaptation, name: path)
  }
}
