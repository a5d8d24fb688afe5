import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

extension Head {
  /// What a model's file says beside the card.
  var metadata: [String: String] {
    get throws {
      guard case .encoder(let classifier) = self else { return [:] }
      return [EncoderReference.key: try JSONText.encode(EncoderReference(classifier))]
    }
  }

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    switch self {
    case .network(let network): network.safetensorsContents
    case .recurrent(let network):
      network.classifier.safetensorsContents + network.lstm.safetensorsContents
    case .ngrams(let classifier): classifier.safetensorsContents(of: .answering)
    case .encoder(let classifier): classifier.safetensorsContents
    }
  }

  /// The head in a model's file, and the model's card.
  ///
  /// - Throws: `FileError` when there is none, or its tensors don't fit.
  static func read(
    _ file: Safetensors, vectors: WordVectors, labelCount: Int
  ) throws(FileError) -> (head: Self, card: ModelCard) {
    func card(_ key: ModelCard.Key) -> ModelCard? {
      var card = JSONText.decode(ModelCard.self, from: file.metadata[key.rawValue] ?? "")
      card?.programVersion = file.metadata[ProgramVersion.key]
      return card?.key == key ? card : nil
    }
    if let card = card(.linear) ?? card(.multiLabel) {
      let outputs =
        card.key == .multiLabel
        ? labelCount : LogisticRegression.outputCount(labels: labelCount)
      let ngrams = try NGramClassifier(
        .answering, in: file, vectors: vectors, outputCount: outputs)
      guard let encoded = file.metadata[EncoderReference.key] else {
        return (.ngrams(ngrams), card)
      }
      guard let reference = JSONText.decode(EncoderReference.self, from: encoded) else {
        throw FileError.damaged(file.file.path, "it doesn't say which encoder it asks")
      }
      let classifier = try EncoderClassifier(
        file, fast: ngrams, reference, vectors: vectors, outputCount: outputs)
      return (.encoder(classifier), card)
    }
    guard ModelCard.Key.allCases.contains(where: { file.metadata[$0.rawValue] != nil }) else {
      throw ProgramVersion.newer(
        file, "a newer version of the program made it: its classifier is of an unknown kind")
    }
    guard let card = card(.network) else {
      throw FileError.damaged(file.file.path, "its metadata don't say how it was adapted")
    }
    let lstm = try LSTM(file, inputSize: vectors.dimension)
    let classifier = try HiddenLayerClassifier(
      file, inputSize: lstm?.hiddenSize ?? vectors.dimension, labelCount: labelCount)
    let recurrent = lstm.map { RecurrentNetwork(lstm: $0, classifier: classifier) }
    return (recurrent.map { .recurrent($0) } ?? .network(classifier), card)
  }
}

extension HiddenLayerClassifier {
  private enum Name {
    static let hiddenWeights = "classifier.hidden.weight"
    static let hiddenBias = "classifier.hidden.bias"
    static let outputWeights = "classifier.output.weight"
    static let outputBias = "classifier.output.bias"
  }

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    [
      (Name.outputWeights, .floats(outputWeights, shape: [labelCount, outputInputSize])),
      (Name.outputBias, .floats(outputBias, shape: [labelCount])),
      (Name.hiddenWeights, .floats(hiddenWeights, shape: [hiddenSize, inputSize])),
      (Name.hiddenBias, .floats(hiddenBias, shape: [hiddenSize])),
    ]
  }

  /// - Throws: `FileError` when a tensor is missing or doesn't fit.
  init(_ file: Safetensors, inputSize: Int, labelCount: Int) throws(FileError) {
    let hiddenSize = try file.tensor(Name.hiddenWeights, .float32, rank: 2).shape[0]
    // The tensors first: only sizes that the file bears out may be asked of the memory.
    let hiddenWeights = try file.floats(Name.hiddenWeights, shape: [hiddenSize, inputSize])
    let outputWeights = try file.floats(
      Name.outputWeights, shape: [labelCount, hiddenSize > 0 ? hiddenSize : inputSize])
    self.init(inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labelCount)
    self.hiddenWeights = hiddenWeights
    hiddenBias = try file.floats(Name.hiddenBias, shape: [hiddenSize])
    self.outputWeights = outputWeights
    outputBias = try file.floats(Name.outputBias, shape: [labelCount])
  }
}

extension LSTM {
  private enum Name {
    static let inputWeights = "encoder.lstm.input.weight"
    static let recurrentWeights = "encoder.lstm.recurrent.weight"
    static let bias = "encoder.lstm.bias"
  }

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    [
      (Name.inputWeights, .floats(inputWeights, shape: [bias.count, inputSize])),
      (Name.recurrentWeights, .floats(recurrentWeights, shape: [bias.count, hiddenSize])),
      (Name.bias, .floats(bias, shape: [bias.count])),
    ]
  }

  /// The layer in a model's file; `nil` when there is none.
  ///
  /// - Throws: `FileError` when its tensors don't fit each other.
  init?(_ file: Safetensors, inputSize: Int) throws(FileError) {
    guard file.tensors[Name.recurrentWeights] != nil else { return nil }
    let units = try file.tensor(Name.recurrentWeights, .float32, rank: 2).shape[1]
    guard units > 0, units <= Int(Int32.max) else {
      throw FileError.damaged(file.file.path, "its LSTM has \(units) units")
    }
    // The tensors first: only sizes that the file bears out may be asked of the memory.
    let rows = LSTM.gateCount * units
    let recurrent = try file.floats(Name.recurrentWeights, shape: [rows, units])
    let input = try file.floats(Name.inputWeights, shape: [rows, inputSize])
    let bias = try file.floats(Name.bias, shape: [rows])
    self.init(inputSize: inputSize, hiddenSize: units)
    (inputWeights, recurrentWeights, self.bias) = (input, recurrent, bias)
  }
}

extension NGramClassifier {
  /// What the classifier is in a model; its raw value is the beginning of its tensors' names.
  enum Role: String {
    /// It answers by itself.
    case answering = "classifier.terms."
    /// It is beside an encoder.
    case besideEncoder = "classifier.encoder.terms."

    var words: String { rawValue + "words" }
    var pairs: String { rawValue + "pairs" }
    var pairWeights: String { rawValue + "pair_weights" }
    var direction: String { rawValue + "direction" }
    var bias: String { rawValue + "bias" }
  }

  /// Pairs are kept as `first · 2³² + second`, both ids of words.
  func safetensorsContents(
    of name: Role
  ) -> [(name: String, content: Safetensors.Content)] {
    [
      (name.pairs, .integers(pairs.keys.map { Int(bitPattern: UInt($0)) })),
      (name.words, .matrix(words)), (name.pairWeights, .matrix(pairWeights)),
      (
        name.direction,
        .floats(direction, shape: [outputCount, direction.count / max(1, outputCount)])
      ),
      (name.bias, .floats(bias, shape: [outputCount])),
    ]
  }

  /// - Throws: `FileError` when a tensor is missing or doesn't fit.
  init(
    _ name: Role, in file: Safetensors, vectors: WordVectors, outputCount: Int
  ) throws(FileError) {
    let path = file.file.path
    let wordCount = vectors.vocabularySize
    let keys = try file.integers(name.pairs)
    var pairs = BigramIndex(minimumCapacity: keys.count)
    for key in keys { _ = pairs.insert(UInt64(bitPattern: Int64(key))) }
    guard pairs.count == keys.count,
      pairs.keys.allSatisfy({ $0 >> 32 < wordCount && $0 & 0xFFFF_FFFF < wordCount })
    else { throw FileError.damaged(path, "its pairs of words don't fit its vocabulary") }
    let words = try EmbeddingMatrix(
      tensor: name.words, in: file, rowCount: wordCount, of: "words")
    let pairWeights = try EmbeddingMatrix(
      tensor: name.pairWeights, in: file, rowCount: pairs.count, of: "pairs of words")
    guard words.dimension == 1 + 2 * outputCount, pairWeights.dimension == outputCount else {
      throw FileError.damaged(path, "the weights of its words don't fit its labels")
    }
    self.init(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: try file.floats(name.direction, shape: [outputCount, vectors.dimension]),
      bias: try file.floats(name.bias, shape: [outputCount]))
  }
}
