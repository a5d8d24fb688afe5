import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Which encoder a model asks, and when: part of the metadata of the model's file.
struct EncoderReference: Codable {
  static let key = "encoder"

  /// The encoder's name, or the path that it was read from.
  let name: String
  let digest: String
  let threshold: Double

  init(_ classifier: EncoderClassifier) {
    name = classifier.encoder.name
    digest = classifier.encoder.digest
    threshold = classifier.threshold
  }

  /// - Parameter path: the model's file.
  /// - Throws: `FileError` when the encoder isn't where it was, or isn't the same.
  func encoder(of path: String) throws(FileError) -> TransformerEncoder {
    if digest == TransformerEncoder.builtIn.digest { return .builtIn }
    guard name.contains("/") else {
      throw ProgramVersion.newer(
        path, "it asks the encoder \(name) of another version of the program")
    }
    let encoder = try TransformerEncoder(contentsOf: name)
    guard encoder.digest == digest else {
      throw FileError(
        .unsuitable, file: name, problem: "it isn't the encoder that \(path) was fitted with",
        remedy: "bring the encoder back, or fit the model anew")
    }
    return encoder
  }
}

extension EncoderClassifier {
  private static let weightsName = "classifier.encoder.weight"

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    fast.safetensorsContents(of: .answering) + terms.safetensorsContents(of: .besideEncoder) + [
      (Self.weightsName, .floats(weights, shape: [fast.outputCount, encoder.dimension]))
    ]
  }

  /// - Throws: `FileError` when a tensor is missing or doesn't fit, or the encoder can't be had.
  init(
    _ file: Safetensors, fast: NGramClassifier, _ reference: EncoderReference, vectors: WordVectors,
    outputCount: Int
  ) throws(FileError) {
    let encoder = try reference.encoder(of: file.file.path)
    guard reference.threshold.isFinite else {
      throw FileError.damaged(file.file.path, "it doesn't say when it asks its encoder")
    }
    self.init(
      encoder: encoder,
      weights: try file.floats(Self.weightsName, shape: [outputCount, encoder.dimension]),
      terms: try NGramClassifier(
        .besideEncoder, in: file, vectors: vectors, outputCount: outputCount),
      fast: fast, threshold: reference.threshold)
  }
}
