import CSentimentKernels
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A weight matrix `[outputs × inputs]` of a layer with its bias, in the tiles that the kernel reads.
///
/// The numbers lie in a mapped file or in memory of their own, and never change; hence
/// `@unchecked Sendable`.
struct WeightMatrix: @unchecked Sendable {
  /// How the numbers are kept.
  enum Kind {
    case fourBits
    case eightBits
    case floats

    fileprivate var code: ck_weight_kind {
      switch self {
      case .fourBits: ck_four_bits
      case .eightBits: ck_eight_bits
      case .floats: ck_floats
      }
    }
  }

  let bias: [Float]
  private let weights: ck_encoder_weights
  private let owner: [MappedFile]

  var outputCount: Int { weights.outputs }
  var inputCount: Int { weights.inputs }

  static let tileOutputs = Int(ck_tile_outputs)
  static let scaleGroup = Int(ck_scale_group)

  /// The matrix of a file, in tiles.
  ///
  /// - Parameters:
  ///   - numbers: where they are in the file: half a byte for each in four bits, one in eight.
  ///   - scales: half-precision numbers, all finite, one for each group of inputs of an output.
  init(
    kind: Kind, file: MappedFile, numbers: Range<Int>, scales: Range<Int>, outputCount: Int,
    bias: [Float]
  ) {
    let base = file.bytes.baseAddress!
    weights = ck_encoder_weights(
      numbers: base + numbers.lowerBound,
      scales: (base + scales.lowerBound).assumingMemoryBound(to: UInt16.self), outputs: outputCount,
      inputs: scales.count / 2 * Self.scaleGroup / outputCount, kind: kind.code)
    owner = [file]
    self.bias = bias
  }

  /// Rounds a matrix to eight bits, or keeps its numbers.
  ///
  /// - Parameter rows: `[outputs × inputs]`, all finite.
  init(_ rows: [Float], outputCount: Int, bias: [Float], keepsFloats: Bool) {
    let inputCount = rows.count / outputCount
    let numbers: MappedFile
    var scales: [UInt16] = [0]
    if keepsFloats {
      numbers = Self.memory(Self.floatTiles(rows, inputCount))
    } else {
      let rounded = Self.eightBitTiles(rows, inputCount)
      numbers = Self.memory(rounded.numbers)
      scales = rounded.scales
    }
    let scaleMemory = Self.memory(scales)
    weights = ck_encoder_weights(
      numbers: numbers.bytes.baseAddress!,
      scales: scaleMemory.bytes.baseAddress!.assumingMemoryBound(to: UInt16.self),
      outputs: outputCount,
      inputs: inputCount, kind: (keepsFloats ? Kind.floats : .eightBits).code)
    owner = [numbers, scaleMemory]
    self.bias = bias
  }

  /// `outputs = values × weightsᵀ + bias`, `[rows × outputs]`.
  ///
  /// - Parameters:
  ///   - rounded: the rows in eight bits, which weights in four and eight bits are multiplied with.
  ///   - values: the same rows, which floats are multiplied with.
  func multiply(
    _ rounded: ck_eight_bit_rows, values: UnsafePointer<Float>, rowCount: Int,
    into outputs: UnsafeMutablePointer<Float>, scratch: UnsafeMutableRawPointer
  ) {
    withUnsafePointer(to: weights) { weights in
      withUnsafePointer(to: rounded) { rounded in
        ck_encoder_product(
          TransformerEncoder.level, weights, bias, rounded, values, rowCount, outputs, scratch)
      }
    }
  }
}

extension WeightMatrix {
  private static func memory<Element: BitwiseCopyable>(_ elements: [Element]) -> MappedFile {
    MappedFile(copying: elements.withUnsafeBytes { Array($0) }, name: "memory")
  }

  /// `[tile × input × 16 outputs]`.
  private static func floatTiles(_ rows: [Float], _ inputCount: Int) -> [Float] {
    var tiles = [Float](repeating: 0, count: rows.count)
    for index in rows.indices {
      let (output, input) = (index / inputCount, index % inputCount)
      let (tile, lane) = (output / tileOutputs, output % tileOutputs)
      tiles[(tile * inputCount + input) * tileOutputs + lane] = rows[index]
    }
    return tiles
  }

  /// Numbers `[tile × block of 4 inputs × 16 outputs × 4 inputs]`, and scales
  /// `[tile × group of 32 inputs × 16 outputs]`.
  private static func eightBitTiles(
    _ rows: [Float], _ inputCount: Int
  ) -> (numbers: [UInt8], scales: [UInt16]) {
    let (block, largest, zero) = (4, Float(127), Float(128))
    let groupCount = inputCount / scaleGroup
    var numbers = [UInt8](repeating: 0, count: rows.count)
    var scales = [UInt16](repeating: 0, count: rows.count / scaleGroup)
    for start in stride(from: 0, to: rows.count, by: scaleGroup) {
      let (output, input) = (start / inputCount, start % inputCount)
      let (tile, lane) = (output / tileOutputs, output % tileOutputs)
      let values = rows[start..<start + scaleGroup]
      let scale = Float16(
        min(values.reduce(0) { max($0, abs($1)) } / largest, Float(Float16.greatestFiniteMagnitude))
      )
      scales[(tile * groupCount + input / scaleGroup) * tileOutputs + lane] = scale.bitPattern
      let inverse = scale > 0 ? 1 / Float(scale) : 0
      for (offset, value) in values.enumerated() {
        // The scale may have been rounded down.
        let number = min(max((value * inverse).rounded(), -largest), largest)
        let firstOfBlock = tile * inputCount + input + offset / block * block
        numbers[firstOfBlock * tileOutputs + lane * block + offset % block] = UInt8(number + zero)
      }
    }
    return (numbers, scales)
  }
}
