import TextProcessing

extension WordVectors {
  private enum Name {
    static let input = "embeddings.input"
    static let output = "embeddings.output"
    static let bytes = "vocabulary.bytes"
    static let offsets = "vocabulary.offsets"
    static let counts = "vocabulary.counts"
  }

  /// The tensors of the vectors and their vocabulary.
  ///
  /// - Parameters:
  ///   - keepsOutput: whether the context vectors are among them.
  ///   - others: tensors of floats that belong into the same file.
  package func safetensorsContents(
    keepsOutput: Bool, with others: [(name: String, content: Safetensors.Content)] = []
  ) -> [(name: String, content: Safetensors.Content)] {
    // The widest numbers first: each tensor then starts at a multiple of its numbers' size.
    var contents: [(name: String, content: Safetensors.Content)] = [
      (Name.counts, .integers(vocabulary.counts)), (Name.offsets, .integers(vocabulary.offsets)),
      (Name.input, .matrix(input)),
    ]
    if keepsOutput, let output { contents.append((Name.output, .matrix(output))) }
    return contents + others + [(Name.bytes, .bytes(vocabulary.bytes))]
  }

  /// The vectors in a model file; the matrices stay in the mapped file.
  ///
  /// - Throws: `FileError` when a tensor is missing or its lengths don't fit the others.
  package init(_ file: Safetensors) throws(FileError) {
    let vocabulary = try Self.vocabulary(in: file)
    guard let input = try Self.matrix(Name.input, in: file, rowCount: vocabulary.count) else {
      throw Safetensors.damaged(file.file.path, "it has no tensor \(Name.input)")
    }
    let output = try Self.matrix(Name.output, in: file, rowCount: vocabulary.count)
    guard output == nil || output?.dimension == input.dimension else {
      throw Safetensors.damaged(file.file.path, "its two matrices have different dimensions")
    }
    self.init(vocabulary: vocabulary, input: input, output: output)
  }

  private static func vocabulary(in file: Safetensors) throws(FileError) -> Vocabulary {
    let path = file.file.path
    let bytes = try file.tensor(Name.bytes, .uint8, rank: 1).range
    let offsets = try file.integers(Name.offsets)
    let counts = try file.integers(Name.counts)
    guard !counts.isEmpty, offsets.count == counts.count + 1, offsets.first == 0,
      offsets.last == bytes.count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      counts.allSatisfy({ $0 >= 0 })
    else { throw Safetensors.damaged(path, "the vocabulary's lengths don't fit each other") }
    let buffer = UnsafeRawBufferPointer(rebasing: file.file.bytes[bytes])
    guard
      let vocabulary = Vocabulary(
        bytes: buffer.bindMemory(to: UInt8.self), offsets: offsets, counts: counts)
    else { throw Safetensors.damaged(path, "a word stands twice in the vocabulary") }
    return vocabulary
  }

  private static func matrix(
    _ name: String, in file: Safetensors, rowCount: Int
  ) throws(FileError) -> EmbeddingMatrix? {
    guard file.tensors[name] != nil else { return nil }
    let tensor = try file.tensor(name, .float32, rank: 2)
    guard tensor.shape[0] == rowCount, tensor.shape[1] > 0, tensor.range.lowerBound % 4 == 0 else {
      throw Safetensors.damaged(
        file.file.path, "tensor \(name) has no row of numbers for each of the \(rowCount) words")
    }
    return EmbeddingMatrix(
      file: file.file, byteOffset: tensor.range.lowerBound, rowCount: rowCount,
      dimension: tensor.shape[1])
  }
}
