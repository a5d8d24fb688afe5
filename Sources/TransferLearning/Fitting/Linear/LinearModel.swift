import SentimentClassification
import SentimentWordEmbeddings

/// A linear model of mean vectors and terms, before it is folded into a ``NGramClassifier``:
/// `z = b + m·u + Σₜ B(t) / √(n + 1)`.
struct LinearModel: Sendable {
  let outputCount: Int
  /// `u`, `[dimension × outputs]`.
  var direction: [Double]
  /// `b`, `[outputs]`.
  var bias: [Double]
  /// `B`, `[terms × outputs]`; empty where all are 0.
  var termWeights: [Float] = []

  init(direction: [Double], bias: [Double], termWeights: [Float] = []) {
    outputCount = bias.count
    self.direction = direction
    self.bias = bias
    self.termWeights = termWeights
  }

  /// `z` of some texts, `[texts × outputs]`.
  func scores(of features: TextFeatures, _ texts: Range<Int>) -> [Double] {
    var scores = scoresOfMeans(features, texts)
    guard let first = termWeights.firstIndex(where: { $0 != 0 }) else { return scores }
    // A model of pairs alone needs no look at the words.
    let starts = first < features.wordCount * outputCount ? features.offsets : features.pairStarts
    termWeights.withUnsafeBufferPointer { weights in
      features.terms.withUnsafeBufferPointer { terms in
        for (row, text) in texts.enumerated() {
          for output in 0..<outputCount {
            var sum: Float = 0
            for place in starts[text]..<features.offsets[text + 1] {
              let weight = Int(terms[place]) * outputCount + output
              // Terms that came later than the weights have none.
              if weight < weights.count { sum += weights[weight] }
            }
            scores[row * outputCount + output] += Double(sum * features.normalizers[text])
          }
        }
      }
    }
    return scores
  }

  /// `b + m·u` of some texts, `[texts × outputs]`.
  private func scoresOfMeans(_ features: TextFeatures, _ texts: Range<Int>) -> [Double] {
    let dimension = features.dimension
    var scores = [Double](repeating: 0, count: texts.count * outputCount)
    for (output, bias) in bias.enumerated() {
      let column = directionColumn(output)
      let isZero = column.allSatisfy { $0 == 0 }
      column.withUnsafeBufferPointer { column in
        features.means.withUnsafeBufferPointer { means in
          for (row, text) in texts.enumerated() {
            let mean = means[text * dimension..<(text + 1) * dimension]
            scores[row * outputCount + output] =
              isZero ? bias : bias + column.product(with: UnsafeBufferPointer(rebasing: mean))
          }
        }
      }
    }
    return scores
  }

  /// One output's numbers of `u`, as they are used.
  private func directionColumn(_ output: Int) -> [Float] {
    stride(from: output, to: direction.count, by: outputCount).map { Float(direction[$0]) }
  }

  func scores(of features: TextFeatures) -> [Double] { scores(of: features, 0..<features.count) }

  /// Adds another model's scores, each output's times a factor.
  mutating func add(_ other: LinearModel, times factors: [Double]) {
    var mix = [Double](repeating: 0, count: outputCount * outputCount)
    for output in 0..<outputCount { mix[output * (outputCount + 1)] = factors[output] }
    add(other, mixedBy: mix)
  }

  /// Adds another model's scores times a matrix, `[the other's outputs × outputs]`.
  mutating func add(_ other: LinearModel, mixedBy mix: [Double]) {
    let (outputs, others) = (outputCount, other.outputCount)
    let missing = other.termWeights.count / others * outputs - termWeights.count
    if missing > 0 { termWeights += [Float](repeating: 0, count: missing) }
    for from in 0..<others {
      for to in 0..<outputs where mix[from * outputs + to] != 0 {
        let factor = mix[from * outputs + to]
        for row in 0..<other.direction.count / others {
          direction[row * outputs + to] += factor * other.direction[row * others + from]
        }
        bias[to] += factor * other.bias[from]
        for row in 0..<other.termWeights.count / others {
          termWeights[row * outputs + to] += Float(factor) * other.termWeights[row * others + from]
        }
      }
    }
  }

  mutating func scale(by factor: Double) {
    for index in direction.indices { direction[index] *= factor }
    for index in bias.indices { bias[index] *= factor }
    for index in termWeights.indices { termWeights[index] *= Float(factor) }
  }

  /// The same with the median 0 and the standard deviation 1 over some texts, output by output.
  func standardized(over features: TextFeatures, _ texts: Range<Int>) -> LinearModel {
    let scores = scores(of: features, texts)
    var result = LinearModel(
      direction: [Double](repeating: 0, count: direction.count),
      bias: [Double](repeating: 0, count: outputCount))
    let spread = (0..<outputCount).map { output -> (median: Double, factor: Double) in
      let column = ScoreColumn(scores, output: output, of: outputCount)
      let deviation = column.standardDeviation
      return (column.quantile(0.5), deviation > 1e-12 ? 1 / deviation : 0)
    }
    result.add(self, times: spread.map(\.factor))
    for (output, spread) in spread.enumerated() {
      result.bias[output] -= spread.median * spread.factor
    }
    return result
  }
}

extension LinearModel {
  /// The model as it is used, with the vectors folded into a number a word.
  func classifier(encoder: SentenceEncoder, index: NGramIndex) -> NGramClassifier {
    let outputs = outputCount
    let vectors = encoder.vectors.input
    let words = EmbeddingMatrix(rowCount: vectors.rowCount, dimension: 1 + 2 * outputs)
    let columns = (0..<outputs).map(directionColumn)
    for id in 0..<vectors.rowCount {
      let (row, vector) = (words.row(id), vectors.numbers(id))
      let weight = encoder.weights?.values[id] ?? 1
      row[0] = weight
      for output in 0..<outputs {
        let product = columns[output].withUnsafeBufferPointer { vector.product(with: $0) }
        row[1 + output] = weight * Float(product)
        if !termWeights.isEmpty { row[1 + outputs + output] = termWeights[id * outputs + output] }
      }
    }
    let weighed = index.pairs.keys.indices.filter { place in
      let start = (index.wordCount + place) * outputs
      guard start < termWeights.count else { return false }
      return termWeights[start..<start + outputs].contains { $0 != 0 }
    }
    var pairs = BigramIndex(minimumCapacity: weighed.count)
    let pairWeights = EmbeddingMatrix(rowCount: weighed.count, dimension: outputs)
    for (row, place) in weighed.enumerated() {
      _ = pairs.insert(index.pairs.keys[place])
      for output in 0..<outputs {
        pairWeights.row(row)[output] = termWeights[(index.wordCount + place) * outputs + output]
      }
    }
    return NGramClassifier(
      words: words, pairs: pairs, pairWeights: pairWeights,
      direction: Array(columns.joined()), bias: bias.map(Float.init))
  }
}
