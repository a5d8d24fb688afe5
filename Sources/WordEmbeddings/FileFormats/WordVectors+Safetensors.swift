import SentimentTextProcessing

extension WordVectors {
  private enum Name {
    static let input = "embeddings.input"
    /// Of the rows of the input, where these are in eight bits.
    static let inputScales = "embeddings.input_scales"
    static let output = "embeddings.output"
    static let bytes = "vocabulary.bytes"
    static let offsets = "vocabulary.offsets"
    static let counts = "vocabulary.counts"
  }

  /// The tensors of the vectors, their vocabulary and n-grams.
  ///
  /// - Parameters:
  ///   - keepsOutput: whether the context vectors are among them.
  ///   - isEightBit: whether the words' vectors are rounded to eight bits a number.
  ///   - others: tensors of floats that belong into the same file.
  package func safetensorsContents(
    keepsOutput: Bool, isEightBit: Bool = false,
    with others: [(name: String, content: Safetensors.Content)] = []
  ) -> [(name: String, content: Safetensors.Content)] {
    // The widest numbers first: each tensor then starts at a multiple of its numbers' size.
    var contents: [(name: String, content: Safetensors.Content)] = [
      (Name.counts, .integers(vocabulary.counts)), (Name.offsets, .integers(vocabulary.offsets)),
    ]
    let rounded = isEightBit ? EightBitRows(rounding: input) : nil
    if let rounded {
      contents.append(
        (Name.inputScales, .floats(rounded.scales, shape: [rounded.rowCount])))
    } else {
      contents.append((Name.input, .matrix(input)))
    }
    if keepsOutput, let output { contents.append((Name.output, .matrix(output))) }
    if let subwords { contents += subwords.safetensorsContents }
    contents += others
    if let rounded { contents.append((Name.input, .eightBitRows(rounded))) }
    return contents + [(Name.bytes, .bytes(vocabulary.bytes))]
  }

  /// The vectors in a model file; matrices of 32-bit numbers stay in the mapped file.
  ///
  /// - Throws: `FileError` when a tensor is missing or its lengths don't fit the others.
  package init(_ file: Safetensors) throws(FileError) {
    let vocabulary = try Self.vocabulary(in: file)
    func matrix(_ name: String) throws(FileError) -> EmbeddingMatrix {
      try EmbeddingMatrix(tensor: name, in: file, rowCount: vocabulary.count, of: "words")
    }
    if file.tensors[Name.input]?.type == .int8 {
      let input = try EightBitRows.matrix(
        tensor: Name.input, scales: Name.inputScales, in: file, rowCount: vocabulary.count)
      self.init(
        vocabulary: vocabulary, input: input,
        subwords: try SubwordTable(file, dimension: input.dimension))
      return
    }
    let input = try matrix(Name.input)
    let output = file.tensors[Name.output] == nil ? nil : try matrix(Name.output)
    guard output == nil || output?.dimension == input.dimension else {
      throw FileError.damaged(file.file.path, "its two matrices have different dimensions")
    }
    self.init(
      vocabulary: vocabulary, input: input, output: output,
      subwords: try SubwordTable(file, dimension: input.dimension))
  }

  private static func vocabulary(in file: Safetensors) throws(FileError) -> Vocabulary {
    let path = file.file.path
    let bytes = try file.tensor(Name.bytes, .uint8, rank: 1).range
    let offsets = try file.integers(Name.offsets)
    let counts = try file.integers(Name.counts)
    guard !counts.isEmpty, offsets.count == counts.count + 1, offsets.first == 0,
      offsets.last == bytes.count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      counts.allSatisfy({ $0 >= 0 })
    else { throw FileError.damaged(path, "the vocabulary's lengths don't fit each other") }
    let buffer = UnsafeRawBufferPointer(rebasing: file.file.bytes[bytes])
    guard
      let vocabulary = Vocabulary(
        bytes: buffer.bindMemory(to: UInt8.self), offsets: offsets, counts: counts)
    else { throw FileError.damaged(path, "a word stands twice in the vocabulary") }
    return vocabulary
  }
}
