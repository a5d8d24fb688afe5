import CSentimentKernels
import SentimentWordEmbeddings

/// The weights of an encoder that is small enough for a slow reference: random numbers, by the names that
/// transformers gives them. All of them are numbers that half precision and bfloat16 have too.
struct SmallEncoder {
  static let layerCount = 2
  static let headCount = 2
  static let dimension = 64
  static let innerDimension = 96
  static let pieceCount = 64
  static let positionCount = 24
  static let epsilon: Float = 1e-5

  struct Tensor {
    let shape: [Int]
    var values: [Float]
  }

  var tensors: [String: Tensor] = [:]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (outer, inner) = (Self.dimension, Self.innerDimension)
    func add(_ name: String, _ shape: [Int], around middle: Int = 0, within distance: Int = 60) {
      let values = (0..<shape.reduce(1, *)).map { _ in
        Float(middle + Int.random(in: -distance...distance, using: &random)) / 128
      }
      tensors[name] = Tensor(shape: shape, values: values)
    }
    func addNorm(_ name: String) {
      add("\(name).weight", [outer], around: 128)
      add("\(name).bias", [outer])
    }
    func addProduct(_ name: String, _ outputCount: Int, _ inputCount: Int) {
      add("\(name).weight", [outputCount, inputCount])
      add("\(name).bias", [outputCount])
    }
    add("embeddings.word_embeddings.weight", [Self.pieceCount, outer], within: 127)
    add("embeddings.position_embeddings.weight", [Self.positionCount, outer])
    add("embeddings.token_type_embeddings.weight", [2, outer])
    addNorm("embeddings.LayerNorm")
    for layer in 0..<Self.layerCount {
      let name = "encoder.layer.\(layer)."
      for part in ["query", "key", "value"] {
        addProduct("\(name)attention.self.\(part)", outer, outer)
      }
      addProduct("\(name)attention.output.dense", outer, outer)
      addNorm("\(name)attention.output.LayerNorm")
      addProduct("\(name)intermediate.dense", inner, outer)
      addProduct("\(name)output.dense", outer, inner)
      addNorm("\(name)output.LayerNorm")
    }
  }

  subscript(name: String) -> [Float] { tensors[name]!.values }

  /// The matrices that are rounded where an encoder is kept in fewer bits.
  static let products = (0..<layerCount).flatMap { layer in
    [
      "attention.self.query", "attention.self.key", "attention.self.value",
      "attention.output.dense",
      "intermediate.dense", "output.dense",
    ].map { "encoder.layer.\(layer).\($0).weight" }
  }

  /// A matrix in fewer bits.
  func rounded(_ name: String, to kind: ck_weight_kind) -> TiledWeights {
    TiledWeights(rounding: self[name], to: kind, outputCount: tensors[name]!.shape[0])
  }

  /// The same with matrices as they are after rounding.
  func roundingMatrices(_ names: [String], to kind: ck_weight_kind) -> SmallEncoder {
    var encoder = self
    for name in names { encoder.tensors[name]!.values = rounded(name, to: kind).matrix }
    return encoder
  }
}
