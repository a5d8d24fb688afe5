import Foundation

/// The files of a small encoder in Hugging Face's form.
struct EncoderFiles {
  /// How the weights are written.
  enum NumberType: String, CaseIterable {
    case floats = "F32"
    case halves = "F16"
    case shortFloats = "BF16"
  }

  var config: [String: Any] = [
    "model_type": "bert", "hidden_size": SmallEncoder.dimension,
    "num_hidden_layers": SmallEncoder.layerCount, "num_attention_heads": SmallEncoder.headCount,
    "intermediate_size": SmallEncoder.innerDimension, "hidden_act": "gelu",
    "layer_norm_eps": Double(SmallEncoder.epsilon),
    "max_position_embeddings": SmallEncoder.positionCount, "vocab_size": SmallEncoder.pieceCount,
    "pad_token_id": 0, "position_embedding_type": "absolute",
  ]
  var tokenizer = EncoderFiles.wordPiece()
  var weights = SafetensorsBytes()
  /// Further files by their names, or such as stand in the place of those above.
  var others: [String: String] = [:]
  /// Names of files that aren't written.
  var missing: Set<String> = []

  init(_ encoder: SmallEncoder, _ type: NumberType = .floats, prefix: String = "") {
    for (name, tensor) in encoder.tensors {
      weights.tensors[prefix + name] =
        switch type {
        case .floats: .init(type.rawValue, tensor.values, shape: tensor.shape)
        case .halves: .init(type.rawValue, tensor.values.map { Float16($0) }, shape: tensor.shape)
        case .shortFloats:
          .init(
            type.rawValue, tensor.values.map { UInt16($0.bitPattern >> 16) }, shape: tensor.shape)
        }
    }
    // Older files have it; nothing of it is needed.
    weights.tensors[prefix + "embeddings.position_ids"] = .init(
      "I64", Array(0..<SmallEncoder.positionCount), shape: [1, SmallEncoder.positionCount])
  }

  /// BERT's tokenizer with the letters of ASCII, and three words.
  private static func wordPiece() -> [String: Any] {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    let pieces =
      ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + letters + letters.map { "##\($0)" }
      + ["good", "film", "##ly"]
    let ends = ["[CLS]": 2, "[SEP]": 3]
    return [
      "version": "1.0",
      "added_tokens": ends.map { text, id in
        ["id": id, "content": text, "special": true, "normalized": false] as [String: Any]
      },
      "normalizer": [
        "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
        "lowercase": true,
      ] as [String: Any],
      "pre_tokenizer": ["type": "BertPreTokenizer"],
      "post_processor": [
        "type": "TemplateProcessing",
        "single": [
          ["SpecialToken": ["id": "[CLS]", "type_id": 0] as [String: Any]],
          ["Sequence": ["id": "A", "type_id": 0] as [String: Any]],
          ["SpecialToken": ["id": "[SEP]", "type_id": 0] as [String: Any]],
        ],
        "special_tokens": ends.mapValues { ["ids": [$0]] },
      ] as [String: Any],
      "model": [
        "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
        "vocab": Dictionary(uniqueKeysWithValues: pieces.enumerated().map { ($1, $0) }),
      ] as [String: Any],
    ]
  }

  /// Calls `body` with the path of a folder that holds the files, and removes it.
  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "config.json": try JSONSerialization.data(withJSONObject: config, options: .sortedKeys),
      "tokenizer.json": try JSONSerialization.data(withJSONObject: tokenizer, options: .sortedKeys),
      "model.safetensors": Data(try weights.encoded()),
    ].merging(others.mapValues { Data($0.utf8) }) { $1 }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, content) in files where !missing.contains(name) {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: file)
    }
    return try body(folder.path(percentEncoded: false))
  }
}
