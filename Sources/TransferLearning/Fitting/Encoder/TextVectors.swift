import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing

/// The vectors that an encoder makes of some texts.
struct TextVectors: Sendable {
  let dimension: Int
  /// `v`, `[texts × dimension]`.
  let numbers: [Float]
  /// Of each number over the texts.
  private let means: [Double]
  private let deviations: [Double]

  /// A tenth: a regression then holds the encoder's hundreds of numbers back a hundred times as much as it
  /// does words. Without it, they fit a few labels by chance.
  private static let scale = 0.1

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
    numbers = vectors
    self.dimension = dimension
    self.means = means
    deviations = squares.map { max(($0 / count).squareRoot(), Self.leastDeviation) }
  }

  /// A number that is the same in all texts tells nothing.
  private static let leastDeviation = 1e-6

  subscript(text: Int) -> ArraySlice<Float> {
    numbers[text * dimension..<(text + 1) * dimension]
  }

  /// Features for a regression: of each number the mean over all texts is 0 and the deviation a tenth,
  /// `x = (v − mean) / deviation × scale`.
  func features(_ text: Int) -> [Double] {
    zip(self[text], zip(means, deviations)).map { number, moments in
      (Double(number) - moments.0) / moments.1 * Self.scale
    }
  }

  /// Weights and bias for the encoder's own numbers.
  ///
  /// - Parameter weights: of the features, `[dimension × outputs]`.
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
