import SentimentPlatform

/// Adam with decoupled weight decay for one list of parameters (Kingma and Ba 2015, algorithm 1;
/// Loshchilov and Hutter 2019, algorithm 2).
struct AdamOptimizer {
  private var firstMoment: [Float]
  private var secondMoment: [Float]
  private var step = 0

  // The paper's values.
  private static let firstDecay: Float = 0.9
  private static let secondDecay: Float = 0.999
  private static let epsilon: Float = 1e-8

  init(count: Int) {
    firstMoment = [Float](repeating: 0, count: count)
    secondMoment = [Float](repeating: 0, count: count)
  }

  /// One step against the gradient.
  ///
  /// - Parameter weightDecay: the share by which parameters shrink in a step of rate 1.
  mutating func update(
    _ parameters: inout [Float], gradient: [Float], learningRate: Float, weightDecay: Float
  ) {
    step += 1
    let firstScale = 1 / (1 - pow(Self.firstDecay, Float(step)))
    let secondScale = 1 / (1 - pow(Self.secondDecay, Float(step)))
    let shrink = 1 - learningRate * weightDecay
    for index in parameters.indices {
      let slope = gradient[index]
      let first = Self.firstDecay * firstMoment[index] + (1 - Self.firstDecay) * slope
      let second = Self.secondDecay * secondMoment[index] + (1 - Self.secondDecay) * slope * slope
      firstMoment[index] = first
      secondMoment[index] = second
      let move = first * firstScale / ((second * secondScale).squareRoot() + Self.epsilon)
      parameters[index] = parameters[index] * shrink - learningRate * move
    }
  }
}
