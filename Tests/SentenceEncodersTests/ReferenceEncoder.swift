import CSentimentKernels
import Foundation

/// The forward pass of a transformer encoder as its papers have it, number by number in double precision.
struct ReferenceEncoder {
  let weights: SmallEncoder
  var firstPosition = 0
  /// Whether the vector is the first piece's, and not the mean of all.
  var poolsFirst = false
  /// Whether the rows that products read are rounded to eight bits.
  var roundsRows = false

  typealias Row = [Double]

  /// The vector of length 1 of a text with these pieces.
  func vector(_ ids: [Int32]) -> Row {
    var rows = ids.enumerated().map { place, id in
      let row = zip(
        row(Int(id), of: "embeddings.word_embeddings.weight"),
        row(firstPosition + place, of: "embeddings.position_embeddings.weight")
      ).map(+)
      return normalized(
        zip(row, self.row(0, of: "embeddings.token_type_embeddings.weight")).map(+),
        "embeddings.LayerNorm")
    }
    for layer in 0..<SmallEncoder.layerCount { rows = apply("encoder.layer.\(layer).", to: rows) }
    let sum =
      poolsFirst
      ? rows[0] : rows.dropFirst().reduce(rows[0]) { zip($0, $1).map(+) }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return sum.map { $0 / length }
  }

  private func row(_ index: Int, of name: String) -> Row {
    let width = SmallEncoder.dimension
    return weights[name][index * width..<(index + 1) * width].map(Double.init)
  }

  private func apply(_ layer: String, to rows: [Row]) -> [Row] {
    let (queries, keys, values) = (
      product(rows, layer + "attention.self.query"), product(rows, layer + "attention.self.key"),
      product(rows, layer + "attention.self.value")
    )
    let attended = product(attention(queries, keys, values), layer + "attention.output.dense")
    let middle = zip(rows, attended).map {
      normalized(zip($0, $1).map(+), layer + "attention.output.LayerNorm")
    }
    let inner = product(middle, layer + "intermediate.dense").map { row in
      row.map { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 }
    }
    return zip(middle, product(inner, layer + "output.dense")).map {
      normalized(zip($0, $1).map(+), layer + "output.LayerNorm")
    }
  }

  private func product(_ rows: [Row], _ name: String) -> [Row] {
    let (matrix, bias) = (weights[name + ".weight"], weights[name + ".bias"])
    let width = rows[0].count
    return rows.map { roundsRows ? rounded($0) : $0 }.map { row in
      bias.indices.map { output in
        row.indices.reduce(Double(bias[output])) {
          $0 + row[$1] * Double(matrix[output * width + $1])
        }
      }
    }
  }

  private func rounded(_ row: Row) -> Row {
    let group = Int(ck_scale_group)
    return stride(from: 0, to: row.count, by: group).flatMap { start in
      let numbers = row[start..<start + group]
      let scale = numbers.map(abs).max()! / 127
      return numbers.map { scale > 0 ? ($0 / scale).rounded(.toNearestOrEven) * scale : 0 }
    }
  }

  private func attention(_ queries: [Row], _ keys: [Row], _ values: [Row]) -> [Row] {
    let width = SmallEncoder.dimension / SmallEncoder.headCount
    return queries.map { query in
      (0..<SmallEncoder.headCount).flatMap { head in
        let columns = head * width..<(head + 1) * width
        let weights = keys.map { key in
          exp(columns.reduce(0) { $0 + query[$1] * key[$1] } / Double(width).squareRoot())
        }
        return columns.map { column in
          zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[column] } / weights.reduce(0, +)
        }
      }
    }
  }

  private func normalized(_ row: Row, _ name: String) -> Row {
    let (weight, bias) = (weights[name + ".weight"], weights[name + ".bias"])
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    let scale = 1 / (variance + Double(SmallEncoder.epsilon)).squareRoot()
    return row.indices.map { (row[$0] - mean) * scale * Double(weight[$0]) + Double(bias[$0]) }
  }
}

/// The cosine of two vectors, and the largest difference of their numbers.
func compare(_ vector: some Sequence<Float>, _ expected: [Double]) -> (
  cosine: Double, difference: Double
) {
  let vector = vector.map(Double.init)
  let product = zip(vector, expected).reduce(0) { $0 + $1.0 * $1.1 }
  let lengths = [vector, expected].map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  return (product / (lengths[0] * lengths[1]), zip(vector, expected).map { abs($0 - $1) }.max()!)
}
