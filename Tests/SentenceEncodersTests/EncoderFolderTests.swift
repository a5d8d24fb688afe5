import Foundation
import SentimentSentenceEncoders
import SentimentTextProcessing
import Testing

/// Folders that aren't those of an encoder which can be read: each is refused in one line that names the
/// file.
struct EncoderFolderTests {
  private let files = EncoderFiles(SmallEncoder(seed: 21))
  private static let word = "embeddings.word_embeddings.weight"
  private static let inner = "encoder.layer.1.intermediate.dense.weight"

  private func expectRefusal(
    _ name: String, _ problem: String?, _ kind: FileError.Kind = .unsuitable,
    sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout EncoderFiles) -> Void
  ) throws {
    var files = self.files
    change(&files)
    try files.withFolder { folder in
      do {
        _ = try TransformerEncoder(folder: folder)
        Issue.record("it is read", sourceLocation: sourceLocation)
      } catch let error as FileError {
        #expect(error.kind == kind, sourceLocation: sourceLocation)
        #expect(error.file == folder + "/" + name, sourceLocation: sourceLocation)
        #expect(
          problem.map(error.problem.contains) ?? true, "\(error)", sourceLocation: sourceLocation)
        #expect(
          !error.description.contains("\n") && !error.remedy.isEmpty, sourceLocation: sourceLocation
        )
      }
    }
  }

  @Test(arguments: ["config.json", "tokenizer.json", "model.safetensors"])
  func aMissingFileIsNamed(name: String) throws {
    try expectRefusal(name, "no such file", .missing) { $0.missing = [name] }
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    #expect { try TransformerEncoder(contentsOf: "/nowhere/encoder") } throws: {
      ($0 as? FileError)?.file == "/nowhere/encoder"
    }
  }

  @Test(arguments: [
    "config.json", "tokenizer.json", "model.safetensors", "modules.json", "1_Pooling/config.json",
  ])
  func whatIsNoJSONIsNamed(name: String) throws {
    for content in ["{", "[1", "\u{0}", "5"] {
      try expectRefusal(name, nil, .damaged) { $0.others[name] = content }
    }
  }

  @Test func aKeyThatIsMissingIsNamed() throws {
    for key in [
      "model_type", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
      "max_position_embeddings", "vocab_size",
    ] {
      try expectRefusal("config.json", "it has no \(key)", .damaged) { $0.config[key] = nil }
      try expectRefusal("config.json", "\(key) isn't of the right type", .damaged) {
        $0.config[key] = [1]
      }
    }
  }

  @Test func whatIsNotSupportedIsNamed() throws {
    try expectRefusal("config.json", "the model type gpt2") { $0.config["model_type"] = "gpt2" }
    try expectRefusal("config.json", "the activation relu") { $0.config["hidden_act"] = "relu" }
    try expectRefusal("config.json", "the position embedding relative_key") {
      $0.config["position_embedding_type"] = "relative_key"
    }
    try expectRefusal("modules.json", "the module Dense") {
      $0.others["modules.json"] = #"[{"type": "sentence_transformers.models.Dense"}]"#
    }
    for modes in [
      #"{"pooling_mode_max_tokens": true, "pooling_mode_mean_tokens": true}"#,
      #"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}"#, "{}",
    ] {
      try expectRefusal("1_Pooling/config.json", "a pooling other than the mean or the first piece")
      {
        $0.others["1_Pooling/config.json"] = modes
      }
    }
    try expectRefusal("tokenizer.json", "the model BPE") { $0.tokenizer["model"] = ["type": "BPE"] }
  }

  @Test func sizesThatDoNotFitAreNamed() throws {
    for (key, values) in [
      "hidden_size": [0, -64, 1 << 40, 65, 16], "num_hidden_layers": [0, -1, 1000],
      "num_attention_heads": [0, -2, 3, 64, 8], "intermediate_size": [0, 97, Int.max],
      "max_position_embeddings": [0, -1, Int.min, 1 << 20], "vocab_size": [0, -1, Int.max],
    ] {
      for value in values {
        try expectRefusal("config.json", "the encoder has") { $0.config[key] = value }
      }
    }
    for value in [0.0, -1] {
      try expectRefusal("config.json", "an epsilon") { $0.config["layer_norm_eps"] = value }
    }
    for limit in [0, -5] {
      try expectRefusal("config.json", "pieces of a text") {
        $0.others["sentence_bert_config.json"] = #"{"max_seq_length": \#(limit)}"#
      }
    }
    for (padding, positions) in [(-1, 24), (24, 24), (Int.max, 24), (0, -5), (0, Int.min)] {
      try expectRefusal("config.json", "a padding of") {
        $0.config["model_type"] = "roberta"
        $0.config["pad_token_id"] = padding
        $0.config["max_position_embeddings"] = positions
      }
    }
    // Room for "[CLS]" and "[SEP]" alone, and not even for these.
    for limit in [1, 2] {
      try expectRefusal("tokenizer.json", "of which 2 are those at its ends") {
        $0.others["sentence_bert_config.json"] = #"{"max_seq_length": \#(limit)}"#
      }
    }
  }

  @Test func piecesThatTheMatrixLacksAreNamed() throws {
    try expectRefusal("tokenizer.json", "it has 59 pieces, the encoder 58", .damaged) {
      $0.config["vocab_size"] = 58
    }
  }

  @Test func tensorsOfOtherShapesAreNamed() throws {
    for name in files.weights.tensors.keys.sorted()
    where name != "embeddings.position_ids" && name != "embeddings.token_type_embeddings.weight" {
      try expectRefusal("model.safetensors", "it has no tensor", .damaged) {
        $0.weights.tensors[name] = nil
      }
    }
    for name in files.weights.tensors.keys.sorted() where name != "embeddings.position_ids" {
      try expectRefusal("model.safetensors", "tensor \(name) isn't of numbers", .damaged) {
        $0.weights.tensors[name]!.shape =
          [$0.weights.tensors[name]!.bytes.count / 4]
          + ($0.weights.tensors[name]!.shape.count == 1 ? [1] : [])
      }
      try expectRefusal("model.safetensors", "tensor \(name) isn't of numbers", .damaged) {
        $0.weights.tensors[name]!.type = "U32"
      }
    }
  }

  @Test func numbersThatAreNotFiniteAreNamed() throws {
    for (name, number) in [
      (Self.word, Float.nan), (Self.inner, .infinity), ("embeddings.LayerNorm.bias", -.infinity),
    ] {
      try expectRefusal(
        "model.safetensors", "tensor \(name) holds a number that isn't finite", .damaged
      ) {
        let bits = withUnsafeBytes(of: number.bitPattern) { Array($0) }
        $0.weights.tensors[name]!.bytes.removeLast(bits.count)
        $0.weights.tensors[name]!.bytes += bits
      }
    }
  }

  /// Weights that are finite, and lead to a sum that isn't.
  @Test func weightsThatLeadToNoNumberAreAnError() throws {
    var encoder = SmallEncoder(seed: 22)
    encoder.tensors["embeddings.LayerNorm.weight"]!.values[3] = 3e38
    try EncoderFiles(encoder).withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder)
      #expect { try encoder.encode(["good film"]) } throws: { ($0 as? FileError)?.kind == .damaged }
    }
  }

  @Test func aFileHasThePrecisionThatItHas() throws {
    try files.withFolder { folder in
      let path = folder + "/model.safetensors"
      #expect { try TransformerEncoder(contentsOf: path) } throws: {
        ($0 as? FileError)?.problem == "not an encoder's file"
      }
      #expect { try TransformerEncoder(contentsOf: path, precision: .floats) } throws: {
        ($0 as? FileError)?.problem == "a file has the precision that it was written with"
      }
      let encoder = try TransformerEncoder(contentsOf: folder)
      #expect(encoder.dimension == SmallEncoder.dimension)
    }
  }
}
