import SentimentSentenceEncoders
import SentimentWordEmbeddings

extension TransformerEncoder {
  /// The encoder that is part of the program: multilingual-e5-small (Wang et al. 2024) in four bits, for
  /// English, Chinese, German, French and Spanish (docs/encoder-card.md). It is mapped, and read as it is
  /// needed.
  public static let builtIn: TransformerEncoder = {
    let name = "models/encoder.safetensors"
    guard let bytes = EmbeddedFile.bytes(name),
      let encoder = try? TransformerEncoder(
        file: try Safetensors(file: MappedFile(embedded: bytes, name: name)))
    else { preconditionFailure("\(name) is part of the program and sound") }
    return encoder
  }()
}
