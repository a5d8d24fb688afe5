import CSentimentKernels

/// A weight matrix `[outputs × inputs]` as whole numbers and scales, and in the tiles that the kernel reads
/// (`EncoderProduct.h`).
struct TiledWeights {
  let kind: ck_weight_kind
  let outputCount: Int
  let inputCount: Int
  /// What the numbers mean, before scaling: -8 to 7, -127 to 127, or any floats.
  let values: [Float]
  /// One for each group of 32 numbers of `values`.
  let scales: [Float16]

  private let group = Int(ck_scale_group)
  private let tile = Int(ck_tile_outputs)
  private let block = 4

  init(_ kind: ck_weight_kind, outputCount: Int, values: [Float], scales: [Float16]) {
    self.kind = kind
    self.outputCount = outputCount
    inputCount = values.count / outputCount
    self.values = values
    self.scales = scales
  }

  /// Rounds a matrix to four or eight bits, each group of numbers by its largest magnitude.
  init(rounding matrix: [Float], to kind: ck_weight_kind, outputCount: Int) {
    let range: ClosedRange<Float> = kind == ck_four_bits ? -8...7 : -127...127
    let group = Int(ck_scale_group)
    var (values, scales): ([Float], [Float16]) = ([], [])
    for start in stride(from: 0, to: matrix.count, by: group) {
      let numbers = matrix[start..<start + group]
      let scale = Float16(numbers.map(abs).max()! / range.upperBound)
      scales.append(scale)
      values += numbers.map { number in
        guard scale > 0 else { return 0 }
        return min(max((number / Float(scale)).rounded(), range.lowerBound), range.upperBound)
      }
    }
    self.init(kind, outputCount: outputCount, values: values, scales: scales)
  }

  /// The numbers that are multiplied with.
  var matrix: [Float] {
    kind == ck_floats ? values : values.indices.map { values[$0] * Float(scales[$0 / group]) }
  }

  /// In four bits two to a byte, the first in the lower half, row after row.
  var packedRows: [UInt8] {
    stride(from: 0, to: values.count, by: 2).map {
      UInt8(values[$0] + 8) | UInt8(values[$0 + 1] + 8) << 4
    }
  }

  var tileBytes: [UInt8] {
    switch kind {
    case ck_four_bits:
      let numbers = blocks.map { UInt8($0 + 8) }
      let half = group * tile / 2
      return stride(from: 0, to: numbers.count, by: 2 * half).flatMap { start in
        (start..<start + half).map { numbers[$0] | numbers[$0 + half] << 4 }
      }
    case ck_eight_bits: return blocks.map { UInt8($0 + 128) }
    default:
      var tiles = values
      for (output, input) in places {
        tiles[(output / tile * inputCount + input) * tile + output % tile] =
          values[output * inputCount + input]
      }
      return tiles.withUnsafeBytes { Array($0) }
    }
  }

  var tileScales: [UInt16] {
    let groupCount = inputCount / group
    var tiles = [UInt16](repeating: 0, count: scales.count)
    for (index, scale) in scales.enumerated() {
      let (output, place) = (index / groupCount, index % groupCount)
      tiles[(output / tile * groupCount + place) * tile + output % tile] = scale.bitPattern
    }
    return tiles
  }

  private var places: [(output: Int, input: Int)] {
    values.indices.map { ($0 / inputCount, $0 % inputCount) }
  }

  /// `[tile × block of 4 inputs × 16 outputs × 4 inputs]`.
  private var blocks: [Float] {
    var blocks = values
    for (output, input) in places {
      let first = (output / tile * inputCount + input / block * block) * tile
      blocks[first + output % tile * block + input % block] = values[output * inputCount + input]
    }
    return blocks
  }

  /// The kernel's product with rows, `[rows × outputs]`.
  func product(
    _ rows: RoundedRows, _ floats: [Float], rowCount: Int, bias: [Float], level: Int32
  ) -> [Float] {
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: ck_encoder_scratch(rowCount, inputCount), alignment: 64)
    defer { scratch.deallocate() }
    var rows = rows
    var outputs = [Float](repeating: .nan, count: rowCount * outputCount)
    tileBytes.withUnsafeBytes { numbers in
      tileScales.withUnsafeBufferPointer { scales in
        var weights = ck_encoder_weights(
          numbers: numbers.baseAddress!, scales: scales.baseAddress, outputs: outputCount,
          inputs: inputCount, kind: kind)
        rows.withRows {
          ck_encoder_product(level, &weights, bias, $0, floats, rowCount, &outputs, scratch)
        }
      }
    }
    return outputs
  }
}
