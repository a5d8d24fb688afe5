import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing

/// The vectors that an encoder makes of some texts, standardized: of each number the mean over all texts
/// is 0 and the variance 1.
struct TextVectors: Sendable {
  let dimension: Int
  /// `(v − mean) / deviation × scale`, `[texts × dimension]`.
  let numbers: [Double]
  private let means: [Double]
  private let deviations: [Double]

  /// A tenth: a regression then holds the encoder's hundreds of numbers back a hundred times as much as it
  /// does words. Without it, they fit a few labels by chance.
  static let scale = 0.1

  /// - Parameters:
  ///   - labelled: come first.
  ///   - cache: has, or is to have, what the encoder makes of the texts; `nil` for none.
  /// - Throws: `FileError` when the encoder gives no finite numbers; `CancellationError`.
  init(
    _ labelled: [String], _ unlabelled: [String], by encoder: TransformerEncoder,
    cache: VectorCache?, threads: Int, cancellation: CancellationFlag,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    func encode(
      _ texts: [String], _ progress: @escaping @Sendable (Double) -> Void
    ) throws -> [Float] {
      try cache?.encode(
        texts, by: encoder, threads: threads, cancellation: cancellation, progress: progress)
        ?? encoder.encode(
          texts, threads: threads, cancellation: cancellation, progress: progress)
    }
    let texts = labelled + unlabelled
    let part = Double(labelled.count) / Double(max(1, texts.count))
    let vectors =
      try encode(labelled) { progress($0 * part) }
      + encode(unlabelled) { progress(part + $0 * (1 - part)) }
    let dimension = encoder.dimension
    let count = Double(max(1, texts.count))
    var means = [Double](repeating: 0, count: dimension)
    for (index, number) in vectors.enumerated() { means[index % dimension] += Double(number) }
    for column in means.indices { means[column] /= count }
    var squares = [Double](repeating: 0, count: dimension)
    for (index, number) in vectors.enumerated() {
      let difference = Double(number) - means[index % dimension]
      squares[index % dimension] += difference * difference
    }
    let deviations = squares.map { max(($0 / count).squareRoot(), Self.leastDeviation) }
    numbers = vectors.enumerated().map { index, number in
      (Double(number) - means[index % dimension]) / deviations[index % dimension] * Self.scale
    }
    self.dimension = dimension
    self.means = means
    self.deviations = deviations
  }

  /// A number that is the same in all texts tells nothing.
  private static let leastDeviation = 1e-6

  subscript(texts: Range<Int>) -> ArraySlice<Double> {
    numbers[texts.lowerBound * dimension..<texts.upperBound * dimension]
  }

  /// Weights and bias for the encoder's own numbers.
  ///
  /// - Parameter weights: of the standardized numbers, `[dimension × outputs]`.
  /// - Returns: `[outputs × dimension]`, and what is added to the bias.
  func folded(_ weights: ArraySlice<Double>, outputs: Int) -> (weights: [Float], bias: [Double]) {
    var folded = [Float](repeating: 0, count: outputs * dimension)
    var bias = [Double](repeating: 0, count: outputs)
    for column in 0..<dimension {
      for output in 0..<outputs {
        let weight =
          weights[weights.startIndex + column * outputs + output] * Self.scale / deviations[column]
        folded[output * dimension + column] = Float(weight)
        bias[output] -= weight * means[column]
      }
    }
    return (folded, bias)
  }
}
