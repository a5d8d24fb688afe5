import FoundationEssentials
import SentimentTextProcessing
import SentimentWordEmbeddings

extension TransformerEncoder {
  /// How the numbers of an encoder's layers are kept.
  public enum Precision: Sendable {
    /// Eight bits, and a scale for each 32 numbers.
    case eightBits
    /// Those of the file, 32 bits.
    case floats
  }

  /// Reads a folder in the form that Hugging Face's transformers and sentence-transformers have:
  /// `config.json`, `model.safetensors`, `tokenizer.json`, and, where they are, `modules.json`,
  /// `1_Pooling/config.json`, `sentence_bert_config.json` and `config_sentence_transformers.json`.
  ///
  /// - Throws: `FileError` that names the file, and what in it is damaged or not supported.
  public init(folder: String, precision: Precision = .eightBits) throws(FileError) {
    let folder = EncoderFolder(path: folder)
    let weights = try Safetensors(path: folder.path(of: "model.safetensors"))
    let configuration = try folder.configuration()
    let tokenizerPath = folder.path(of: "tokenizer.json")
    let tokenizerJSON = try EncoderFolder.data(tokenizerPath)
    let tokenizer = try PieceTokenizer(tokenizerJSON: tokenizerJSON, path: tokenizerPath)
    try configuration.check(tokenizer, path: tokenizerPath)
    guard tokenizer.count <= configuration.pieceCount else {
      throw FileError(
        .damaged, file: tokenizerPath,
        problem: "it has \(tokenizer.count) pieces, the encoder \(configuration.pieceCount)",
        remedy: "take all files of the folder from one encoder")
    }
    var digest = CorpusDigest()
    digest.add(weights.file.bytes)
    tokenizerJSON.withUnsafeBytes { digest.add($0) }
    let reader = WeightReader(weights, configuration, keepsFloats: precision == .floats)
    try self.init(
      configuration: configuration, name: folder.path, digest: digest.text,
      tokenizer: tokenizer, pieces: reader.pieces(), positions: reader.positions(),
      norm: reader.norm("embeddings.LayerNorm"),
      layers: (0..<configuration.layerCount).map { index throws(FileError) in
        try reader.layer(index)
      })
  }
}

/// The layers and matrices of a `model.safetensors`, by the names that transformers gives them.
private struct WeightReader {
  let file: Safetensors
  let configuration: TransformerConfiguration
  let keepsFloats: Bool
  /// Before each name, such as "bert.", where the model was saved with a head.
  let prefix: String

  init(_ file: Safetensors, _ configuration: TransformerConfiguration, keepsFloats: Bool) {
    self.file = file
    self.configuration = configuration
    self.keepsFloats = keepsFloats
    let first = "embeddings.word_embeddings.weight"
    prefix =
      file.tensors.keys.filter { $0.hasSuffix(first) }
      .min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
      .map { String($0.dropLast(first.count)) } ?? ""
  }

  func pieces() throws(FileError) -> PieceMatrix {
    let name = prefix + "embeddings.word_embeddings.weight"
    let tensor = try file.numbers(name, shape: [configuration.pieceCount, configuration.dimension])
    let kind: PieceMatrix.Kind =
      switch tensor.type {
      case .float16: .halves
      case .bfloat16: .shortFloats
      default: .floats
      }
    return PieceMatrix(
      kind, file: file.file, numbers: tensor.range, dimension: configuration.dimension)
  }

  /// With the vector of the first segment, of which a text is.
  func positions() throws(FileError) -> [Float] {
    let dimension = configuration.dimension
    var positions = try file.anyFloats(
      prefix + "embeddings.position_embeddings.weight",
      shape: [configuration.positionCount, dimension])
    let name = prefix + "embeddings.token_type_embeddings.weight"
    guard let segments = file.tensors[name] else { return positions }
    let segment = try file.anyFloats(
      name, shape: [segments.shape.first.map { max($0, 1) } ?? 1, dimension])
    for index in positions.indices { positions[index] += segment[index % dimension] }
    return positions
  }

  func norm(_ name: String) throws(FileError) -> LayerNorm {
    LayerNorm(
      weight: try file.anyFloats(prefix + name + ".weight", shape: [configuration.dimension]),
      bias: try file.anyFloats(prefix + name + ".bias", shape: [configuration.dimension]),
      epsilon: configuration.layerNormEpsilon)
  }

  private func weights(
    _ name: String, _ outputCount: Int, _ inputCount: Int
  ) throws(FileError) -> WeightMatrix {
    WeightMatrix(
      try file.anyFloats(prefix + name + ".weight", shape: [outputCount, inputCount]),
      outputCount: outputCount,
      bias: try file.anyFloats(prefix + name + ".bias", shape: [outputCount]),
      keepsFloats: keepsFloats)
  }

  func layer(_ index: Int) throws(FileError) -> TransformerLayer {
    let name = "encoder.layer.\(index)."
    let (outer, inner) = (configuration.dimension, configuration.innerDimension)
    return TransformerLayer(
      query: try weights(name + "attention.self.query", outer, outer),
      key: try weights(name + "attention.self.key", outer, outer),
      value: try weights(name + "attention.self.value", outer, outer),
      attentionOutput: try weights(name + "attention.output.dense", outer, outer),
      attentionNorm: try norm(name + "attention.output.LayerNorm"),
      inner: try weights(name + "intermediate.dense", inner, outer),
      output: try weights(name + "output.dense", outer, inner),
      outputNorm: try norm(name + "output.LayerNorm"))
  }
}
