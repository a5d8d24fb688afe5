import FoundationEssentials
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A folder with an encoder, and what its JSON files say of it.
struct EncoderFolder {
  let path: String

  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

  static func data(_ path: String) throws(FileError) -> Data {
    let file = try MappedFile(path: path)
    // The bytes are there only as long as the file is held.
    return withExtendedLifetime(file) { Data(file.bytes) }
  }

  /// - Throws: `FileError` when a file isn't sound, or the encoder isn't one that can be read.
  func configuration() throws(FileError) -> TransformerConfiguration {
    let configPath = path(of: "config.json")
    let model = try Self.decode(Model.self, from: configPath)
    try model.check(configPath)
    var configuration = TransformerConfiguration(
      layerCount: model.num_hidden_layers, headCount: model.num_attention_heads,
      dimension: model.hidden_size, innerDimension: model.intermediate_size,
      pieceCount: model.vocab_size, positionCount: model.max_position_embeddings,
      firstPosition: try model.firstPosition(configPath),
      layerNormEpsilon: model.layer_norm_eps ?? Model.defaultEpsilon,
      pooling: try pooling(), prefix: try prefix(), maximumPieces: 0)
    let most = configuration.positionCount - configuration.firstPosition
    let limit = try optional(Limit.self, "sentence_bert_config.json")?.max_seq_length
    configuration.maximumPieces = min(limit ?? most, most)
    try configuration.check(configPath)
    return configuration
  }

  private func pooling() throws(FileError) -> TransformerConfiguration.Pooling {
    let modulesPath = path(of: "modules.json")
    for module in try optional([Module].self, "modules.json") ?? [] {
      let type = module.type.split(separator: ".").last ?? ""
      guard ["Transformer", "Pooling", "Normalize"].contains(type) else {
        throw Self.unsupported(modulesPath, "the module \(type)")
      }
    }
    guard let pooling = try optional(PoolingModes.self, "1_Pooling/config.json") else {
      return .mean
    }
    let others = [
      pooling.pooling_mode_max_tokens, pooling.pooling_mode_mean_sqrt_len_tokens,
      pooling.pooling_mode_weightedmean_tokens, pooling.pooling_mode_lasttoken,
    ]
    let (first, mean) = (
      pooling.pooling_mode_cls_token ?? false, pooling.pooling_mode_mean_tokens ?? false
    )
    guard first != mean, !others.contains(true) else {
      throw Self.unsupported(
        path(of: "1_Pooling/config.json"), "a pooling other than the mean or the first piece")
    }
    return mean ? .mean : .first
  }

  /// The prompt that the folder has for texts by default.
  private func prefix() throws(FileError) -> String {
    let prompts = try optional(Prompts.self, "config_sentence_transformers.json")
    return prompts?.default_prompt_name.flatMap { prompts?.prompts?[$0] } ?? ""
  }

  private func optional<Value: Decodable>(
    _ type: Value.Type, _ name: String
  ) throws(FileError) -> Value? {
    do { return try Self.decode(type, from: path(of: name)) } catch {
      guard error.kind == .missing else { throw error }
      return nil
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, from path: String
  ) throws(FileError) -> Value {
    let data = try data(path)
    do { return try JSONDecoder().decode(type, from: data) } catch {
      let problem: String =
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context),
          DecodingError.valueNotFound(_, let context):
          "\(context.codingPath.last?.stringValue ?? "it") isn't of the right type"
        default: "it isn't valid JSON"
        }
      throw FileError(
        .damaged, file: path, problem: "not a sound file of an encoder: \(problem)",
        remedy: "copy it again whole")
    }
  }

  static func unsupported(_ path: String, _ part: String) -> FileError {
    FileError(
      .unsuitable, file: path, problem: "\(part) isn't supported",
      remedy: "use an encoder of BERT's family, such as MiniLM, e5, bge or gte")
  }
}

extension EncoderFolder {
  // The names are those of the files.

  private struct Model: Decodable {
    let model_type: String
    let hidden_size: Int
    let num_hidden_layers: Int
    let num_attention_heads: Int
    let intermediate_size: Int
    let hidden_act: String?
    let layer_norm_eps: Float?
    let max_position_embeddings: Int
    let vocab_size: Int
    let pad_token_id: Int?
    let position_embedding_type: String?

    /// What transformers takes where a file doesn't say.
    static let defaultEpsilon: Float = 1e-12

    func check(_ path: String) throws(FileError) {
      guard ["bert", "roberta", "xlm-roberta", "camembert"].contains(model_type) else {
        throw unsupported(path, "the model type \(model_type)")
      }
      guard hidden_act ?? "gelu" == "gelu" else {
        throw unsupported(path, "the activation \(hidden_act!)")
      }
      guard position_embedding_type ?? "absolute" == "absolute" else {
        throw unsupported(path, "the position embedding \(position_embedding_type!)")
      }
    }

    /// RoBERTa counts positions from the one after the padding's.
    func firstPosition(_ path: String) throws(FileError) -> Int {
      guard model_type != "bert" else { return 0 }
      let padding = pad_token_id ?? 1
      guard padding >= 0, padding < max_position_embeddings else {
        throw unsupported(path, "a padding of \(padding)")
      }
      return padding + 1
    }
  }

  private struct Module: Decodable {
    let type: String
  }

  private struct PoolingModes: Decodable {
    let pooling_mode_cls_token: Bool?
    let pooling_mode_mean_tokens: Bool?
    let pooling_mode_max_tokens: Bool?
    let pooling_mode_mean_sqrt_len_tokens: Bool?
    let pooling_mode_weightedmean_tokens: Bool?
    let pooling_mode_lasttoken: Bool?
  }

  private struct Limit: Decodable {
    let max_seq_length: Int?
  }

  private struct Prompts: Decodable {
    let prompts: [String: String]?
    let default_prompt_name: String?
  }
}
