import SentimentWordEmbeddings

/// Adam over all parameters of a ``RecurrentNetwork``.
struct RecurrentOptimizer {
  private let configuration: ClassifierConfiguration
  private var inputWeights: AdamOptimizer
  private var recurrentWeights: AdamOptimizer
  private var bias: AdamOptimizer
  private var outputWeights: AdamOptimizer
  private var outputBias: AdamOptimizer

  /// A gradient that is longer is shortened to this length (Pascanu, Mikolov and Bengio 2013,
  /// algorithm 1): one text on which it explodes doesn't undo what others have taught.
  private static let longestGradient: Float = 1

  /// Texts that are put in order of their length before they are cut into batches, in batches:
  /// enough for texts of like length to meet, and few enough for batches to differ in each epoch.
  private static let sortedBatches = 16

  init(_ network: RecurrentNetwork, _ configuration: ClassifierConfiguration) {
    self.configuration = configuration
    inputWeights = AdamOptimizer(count: network.lstm.inputWeights.count)
    recurrentWeights = AdamOptimizer(count: network.lstm.recurrentWeights.count)
    bias = AdamOptimizer(count: network.lstm.bias.count)
    outputWeights = AdamOptimizer(count: network.classifier.outputWeights.count)
    outputBias = AdamOptimizer(count: network.classifier.outputBias.count)
  }

  /// One pass over all texts; returns their mean loss.
  mutating func runEpoch<Failure: Error>(
    _ network: inout RecurrentNetwork, _ data: LabelledWords,
    using generator: inout SeededGenerator, check: () throws(Failure) -> Void
  ) throws(Failure) -> Double {
    var loss = 0.0
    for batch in batches(data, using: &generator) {
      try check()
      let gradient = RecurrentNetwork.Gradient(
        network, texts: batch.map { data.texts[$0] }, targets: data.targets.rows(batch),
        vectors: data.vectors)
      loss += gradient.classifier.loss * Double(batch.count) / Double(data.texts.count)
      step(&network, gradient)
    }
    return loss
  }

  /// All texts in random batches of like length.
  private func batches(
    _ data: LabelledWords, using generator: inout SeededGenerator
  ) -> [[Int]] {
    let order = generator.permutation(of: data.texts.count)
    var batches: [[Int]] = []
    let windowSize = configuration.batchSize * Self.sortedBatches
    for start in stride(from: 0, to: order.count, by: windowSize) {
      let window = order[start..<min(start + windowSize, order.count)].sorted {
        (data.texts[$0].count, $0) < (data.texts[$1].count, $1)
      }
      for start in stride(from: 0, to: window.count, by: configuration.batchSize) {
        batches.append(Array(window[start..<min(start + configuration.batchSize, window.count)]))
      }
    }
    return generator.permutation(of: batches.count).map { batches[$0] }
  }

  private mutating func step(
    _ network: inout RecurrentNetwork, _ gradient: RecurrentNetwork.Gradient
  ) {
    let scale = min(1, Self.longestGradient / gradient.length)
    let rate = Float(configuration.learningRate)
    let decay = Float(configuration.weightDecay)
    func update(
      _ optimizer: inout AdamOptimizer, _ parameters: inout [Float], _ gradient: [Float],
      weightDecay: Float
    ) {
      optimizer.update(
        &parameters, gradient: gradient.map { $0 * scale }, learningRate: rate,
        weightDecay: weightDecay)
    }
    let (lstm, classifier) = (gradient.lstm, gradient.classifier)
    update(&inputWeights, &network.lstm.inputWeights, lstm.inputWeights, weightDecay: decay)
    update(
      &recurrentWeights, &network.lstm.recurrentWeights, lstm.recurrentWeights, weightDecay: decay)
    update(&bias, &network.lstm.bias, lstm.bias, weightDecay: 0)
    update(
      &outputWeights, &network.classifier.outputWeights, classifier.outputWeights,
      weightDecay: decay)
    update(&outputBias, &network.classifier.outputBias, classifier.outputBias, weightDecay: 0)
  }
}

extension RecurrentNetwork.Gradient {
  /// The Euclidean norm over all parameters.
  fileprivate var length: Float {
    let parts = [
      lstm.inputWeights, lstm.recurrentWeights, lstm.bias, classifier.outputWeights,
      classifier.outputBias,
    ]
    return parts.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
