import CSentimentKernels
import Foundation

/// An encoder's own file as `scripts/build-encoder` lays it out, of a small encoder.
struct OwnEncoderFile {
  var file = SafetensorsBytes()
  /// The numbers that the file's mean.
  let rounded: SmallEncoder

  static let pieces: [String] = {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    return ["<s>", "</s>", "<unk>", "▁", "▁good", "▁film", "ly"] + letters
      + letters.map { "▁\($0)" }
      + ["oo", "il", "ood", "gg", "aa"]
  }()

  init(_ encoder: SmallEncoder, configuration changes: [String: Any] = [:]) throws {
    let word = "embeddings.word_embeddings.weight"
    rounded = encoder.roundingMatrices(SmallEncoder.products + [word], to: ck_four_bits)
    file.metadata = [
      "format": "sentiment-encoder", "format_version": "1", "program_version": "0.9.0",
      "encoder": try Self.settings(changes), "digest": "0123456789abcdef",
    ]
    let pieces = encoder.rounded(word, to: ck_four_bits)
    add("pieces", "U8", pieces.packedRows)
    add("pieces.scales", "F16", pieces.scales.map(\.bitPattern))
    addTokenizer()
    let segment = encoder["embeddings.token_type_embeddings.weight"]
    let positions = encoder["embeddings.position_embeddings.weight"].enumerated().map {
      $1 + segment[$0 % SmallEncoder.dimension]
    }
    add("positions", "F32", positions, [SmallEncoder.positionCount, SmallEncoder.dimension])
    addNorm("embedding_norm", encoder, "embeddings.LayerNorm")
    for layer in 0..<SmallEncoder.layerCount {
      let (new, old) = ("layer.\(layer).", "encoder.layer.\(layer).")
      for (name, other) in [
        "query": "attention.self.query", "key": "attention.self.key",
        "value": "attention.self.value",
        "attention_output": "attention.output.dense", "inner": "intermediate.dense",
        "output": "output.dense",
      ] {
        let weights = encoder.rounded(old + other + ".weight", to: ck_four_bits)
        add(new + name, "U8", weights.tileBytes)
        add(new + name + ".scales", "F16", weights.tileScales)
        add(new + name + ".bias", "F32", encoder[old + other + ".bias"])
      }
      addNorm(new + "attention_norm", encoder, old + "attention.output.LayerNorm")
      addNorm(new + "output_norm", encoder, old + "output.LayerNorm")
    }
  }

  static func settings(_ changes: [String: Any]) throws -> String {
    let settings: [String: Any] = [
      "layerCount": SmallEncoder.layerCount, "headCount": SmallEncoder.headCount,
      "dimension": SmallEncoder.dimension, "innerDimension": SmallEncoder.innerDimension,
      "pieceCount": SmallEncoder.pieceCount, "positionCount": SmallEncoder.positionCount,
      "firstPosition": 0, "layerNormEpsilon": Double(SmallEncoder.epsilon), "pooling": "mean",
      "prefix": "good ", "maximumPieces": 16,
    ]
    let data = try JSONSerialization.data(
      withJSONObject: settings.merging(changes) { $1 }, options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  private mutating func add<Element: BitwiseCopyable>(
    _ name: String, _ type: String, _ elements: [Element], _ shape: [Int]? = nil
  ) {
    file.tensors[name] = .init(type, elements, shape: shape)
  }

  private mutating func addNorm(_ name: String, _ encoder: SmallEncoder, _ other: String) {
    add(name + ".weight", "F32", encoder[other + ".weight"])
    add(name + ".bias", "F32", encoder[other + ".bias"])
  }

  private mutating func addTokenizer() {
    var offsets: [UInt32] = [0]
    for piece in Self.pieces { offsets.append(offsets.last! + UInt32(piece.utf8.count)) }
    add("piece_text", "U8", Self.pieces.flatMap { Array($0.utf8) })
    add("piece_offsets", "U32", offsets)
    add("piece_scores", "F32", Self.pieces.indices.map { -1 - Float($0) / 10 })
    add("special_pieces", "I64", [0, 1, 2])
    // "ß" becomes "ss", and U+200B nothing.
    add("replaced", "U32", [0xDF, 0x200B] as [UInt32])
    add("replacement_offsets", "U32", [0, 2, 2] as [UInt32])
    add("replacements", "U32", [0x73, 0x73] as [UInt32])
  }
}
