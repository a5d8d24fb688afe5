import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

extension TransformerEncoder {
  /// Reads an encoder: a folder in Hugging Face's form (``init(folder:precision:)``), or an encoder's own
  /// file, whose layers are in four bits.
  ///
  /// - Parameter precision: of a folder's layers; `nil` for eight bits.
  /// - Throws: `FileError` when it can't be read or isn't sound, or a file is to have another precision.
  public init(contentsOf path: String, precision: Precision? = nil) throws(FileError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch {
      guard error == FileError.system(EISDIR, file: path) else { throw error }
      try self.init(folder: path, precision: precision ?? .eightBits)
      return
    }
    guard precision == nil else {
      throw FileError(
        .unsuitable, file: path, problem: "a file has the precision that it was written with",
        remedy: "name the encoder's folder, or no precision")
    }
    try self.init(file)
  }

  /// The same for the bytes of an encoder's own file.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - name: what errors call it.
  public init(bytes: [UInt8], name: String) throws(FileError) {
    guard !bytes.isEmpty else { throw .emptyFile(name) }
    try self.init(MappedFile(copying: bytes, name: name))
  }

  private init(_ file: MappedFile) throws(FileError) {
    let tensors = try Safetensors(file: file)
    guard KeptFormat(tensors) == .encoder else {
      throw FileError(
        .unsuitable, file: file.path, problem: "not an encoder's file",
        remedy: "name a folder with config.json, tokenizer.json and model.safetensors")
    }
    try self.init(file: tensors)
  }

  /// Reads an encoder's own file: weights in four bits in the tiles that the kernels read, pieces and
  /// rules of its tokenizer, settings in the metadata (docs/file-formats.md). Nothing of the weights is
  /// read before they are needed.
  ///
  /// - Throws: `FileError` when the file isn't sound.
  package init(file: Safetensors) throws(FileError) {
    try KeptFormat.checkVersion(of: file)
    let path = file.file.path
    let configuration: TransformerConfiguration
    do {
      configuration = try JSONDecoder().decode(
        TransformerConfiguration.self,
        from: Data((file.metadata[Self.configurationKey] ?? "").utf8))
    } catch {
      throw FileError.damaged(path, "its metadata have no sound \(Self.configurationKey)")
    }
    try configuration.check(path)
    guard let digest = file.metadata[Self.digestKey] else {
      throw FileError.damaged(path, "its metadata have no \(Self.digestKey)")
    }
    let reader = TileReader(file: file, configuration: configuration)
    let tokenizer = try reader.tokenizer()
    try configuration.check(tokenizer, path: path)
    try self.init(
      configuration: configuration, name: file.metadata[Self.nameKey] ?? path, digest: digest,
      tokenizer: tokenizer,
      pieces: reader.pieces(),
      positions: file.floats(
        "positions", shape: [configuration.positionCount, configuration.dimension]),
      norm: reader.norm("embedding_norm"),
      layers: (0..<configuration.layerCount).map { index throws(FileError) in
        try reader.layer("layer.\(index).")
      })
  }

  private static let configurationKey = "encoder"
  private static let digestKey = "digest"
  private static let nameKey = "name"
}

private struct TileReader {
  let file: Safetensors
  let configuration: TransformerConfiguration

  /// Half-precision scales, all finite.
  private func scales(_ name: String, count: Int) throws(FileError) -> Range<Int> {
    let tensor = try file.tensor(name, .float16, rank: 1)
    let bytes = UnsafeRawBufferPointer(rebasing: file.file.bytes[tensor.range])
    let exponent: UInt16 = 0x7C00
    guard tensor.shape[0] == count, tensor.range.lowerBound % 2 == 0,
      bytes.bindMemory(to: UInt16.self).allSatisfy({ $0 & exponent != exponent })
    else {
      throw FileError.damaged(file.file.path, "tensor \(name) isn't \(count) finite scales")
    }
    return tensor.range
  }

  /// Numbers of half a byte.
  private func numbers(_ name: String, count: Int) throws(FileError) -> Range<Int> {
    let tensor = try file.tensor(name, .uint8, rank: 1)
    guard tensor.shape[0] == count / 2 else {
      throw FileError.damaged(file.file.path, "tensor \(name) isn't \(count) numbers of four bits")
    }
    return tensor.range
  }

  func pieces() throws(FileError) -> PieceMatrix {
    let count = configuration.pieceCount * configuration.dimension
    return PieceMatrix(
      .fourBits(scales: try scales("pieces.scales", count: count / WeightMatrix.scaleGroup)),
      file: file.file, numbers: try numbers("pieces", count: count),
      dimension: configuration.dimension)
  }

  func norm(_ name: String) throws(FileError) -> LayerNorm {
    LayerNorm(
      weight: try file.floats(name + ".weight", shape: [configuration.dimension]),
      bias: try file.floats(name + ".bias", shape: [configuration.dimension]),
      epsilon: configuration.layerNormEpsilon)
  }

  private func weights(
    _ name: String, _ outputCount: Int, _ inputCount: Int
  ) throws(FileError) -> WeightMatrix {
    let count = outputCount * inputCount
    return WeightMatrix(
      kind: .fourBits, file: file.file, numbers: try numbers(name, count: count),
      scales: try scales(name + ".scales", count: count / WeightMatrix.scaleGroup),
      outputCount: outputCount, bias: try file.floats(name + ".bias", shape: [outputCount]))
  }

  func layer(_ name: String) throws(FileError) -> TransformerLayer {
    let (outer, inner) = (configuration.dimension, configuration.innerDimension)
    return TransformerLayer(
      query: try weights(name + "query", outer, outer),
      key: try weights(name + "key", outer, outer),
      value: try weights(name + "value", outer, outer),
      attentionOutput: try weights(name + "attention_output", outer, outer),
      attentionNorm: try norm(name + "attention_norm"),
      inner: try weights(name + "inner", inner, outer),
      output: try weights(name + "output", outer, inner),
      outputNorm: try norm(name + "output_norm"))
  }

  func tokenizer() throws(FileError) -> PieceTokenizer {
    let text = try file.tensor("piece_text", .uint8, rank: 1).range
    let bytes = UnsafeRawBufferPointer(rebasing: file.file.bytes[text])
    let ids = try file.integers("special_pieces")
    guard ids.count == 3 else {
      throw FileError.damaged(file.file.path, "tensor special_pieces isn't three ids")
    }
    return try PieceTokenizer(
      pieces: bytes.bindMemory(to: UInt8.self), owner: file.file,
      offsets: try unsigned("piece_offsets"),
      scores: try file.floats("piece_scores", shape: [configuration.pieceCount]),
      codePoints: try unsigned("replaced"), replacementStarts: try unsigned("replacement_offsets"),
      replacements: try unsigned("replacements"), ends: (ids[0], ids[1]), unknownID: ids[2],
      padID: nil, path: file.file.path)
  }

  private func unsigned(_ name: String) throws(FileError) -> [UInt32] {
    file.copy(try file.tensor(name, .uint32, rank: 1), as: UInt32.self)
  }
}
