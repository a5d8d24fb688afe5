import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Trains a ``HiddenLayerClassifier`` on labelled sentence vectors, by mini-batches.
///
/// It stops when the loss is as low as it needs to be, or doesn't fall any more, or at the largest
/// number of epochs (see ``ClassifierConfiguration``).
package struct ClassifierTrainer: Sendable {
  package let configuration: ClassifierConfiguration

  /// A trained network and how it came about.
  package struct Outcome: Sendable {
    package let classifier: HiddenLayerClassifier
    package let epochs: Int
    /// The mean cross-entropy over the last epoch.
    package let loss: Double
    package let stopReason: ClassifierConfiguration.StopReason
  }

  package init(_ configuration: ClassifierConfiguration) { self.configuration = configuration }

  /// - Parameters:
  ///   - inputs: `[labels.count × inputSize]`, row-major; at least one row.
  ///   - targets: what the labels' probabilities should be for each row.
  ///   - start: the network to go on from; `nil` for random weights.
  ///   - generator: gives the first weights and the order of the batches.
  ///   - progress: called after each epoch with its number and its mean loss.
  /// - Throws: `FileError` when a setting can't be.
  package func train(
    inputs: [Float], targets: LabelTargets, from start: HiddenLayerClassifier? = nil,
    using generator: SeededGenerator, check: () throws -> Void = {},
    progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    try configuration.check()
    precondition(targets.count > 0 && !inputs.isEmpty, "at least one row")
    let inputSize = inputs.count / targets.count
    precondition(inputs.count == targets.count * inputSize, "targets for each row")
    precondition(
      start.map { $0.inputSize == inputSize && $0.labelCount == targets.labelCount } ?? true,
      "a network for these rows and labels")
    let scaling = FeatureScaling(inputs, columns: inputSize)
    let scaled = scaling.apply(inputs)
    var generator = generator
    var network =
      start.map(scaling.unfolded)
      ?? HiddenLayerClassifier(
        inputSize: inputSize, hiddenSize: configuration.hiddenSize, labelCount: targets.labelCount,
        using: &generator)
    var optimizer = NetworkOptimizer(network, configuration)
    var best = Double.infinity
    var epochsSinceBest = 0
    var outcome = (
      epochs: 0, loss: Double.infinity, reason: ClassifierConfiguration.StopReason.maximumEpochs
    )
    while outcome.epochs < configuration.maximumEpochs {
      let order = generator.permutation(of: targets.count)
      outcome.loss = try optimizer.runEpoch(
        &network, inputs: scaled, targets: targets, order: order, inputSize: inputSize,
        check: check)
      outcome.epochs += 1
      progress(outcome.epochs, outcome.loss)
      if outcome.loss < ClassifierConfiguration.sufficientLoss {
        outcome.reason = .sufficientLoss
        break
      }
      epochsSinceBest += 1
      if outcome.loss < best * (1 - configuration.minimumImprovement) {
        best = outcome.loss
        epochsSinceBest = 0
      }
      if epochsSinceBest >= configuration.patience {
        outcome.reason = .noImprovement
        break
      }
    }
    return Outcome(
      classifier: scaling.folded(into: network), epochs: outcome.epochs, loss: outcome.loss,
      stopReason: outcome.reason)
  }
}

/// Adam over the four lists of parameters, with the memory of a mini-batch.
private struct NetworkOptimizer {
  private let configuration: ClassifierConfiguration
  private var hiddenWeights: AdamOptimizer
  private var hiddenBias: AdamOptimizer
  private var outputWeights: AdamOptimizer
  private var outputBias: AdamOptimizer

  init(_ network: HiddenLayerClassifier, _ configuration: ClassifierConfiguration) {
    self.configuration = configuration
    hiddenWeights = AdamOptimizer(count: network.hiddenWeights.count)
    hiddenBias = AdamOptimizer(count: network.hiddenBias.count)
    outputWeights = AdamOptimizer(count: network.outputWeights.count)
    outputBias = AdamOptimizer(count: network.outputBias.count)
  }

  /// One pass over all rows; returns their mean loss.
  mutating func runEpoch<Failure: Error>(
    _ network: inout HiddenLayerClassifier, inputs: [Float], targets: LabelTargets, order: [Int],
    inputSize: Int, check: () throws(Failure) -> Void
  ) throws(Failure) -> Double {
    var loss = 0.0
    var gradient = NetworkGradient(network, rowCount: min(configuration.batchSize, order.count))
    for start in stride(from: 0, to: order.count, by: configuration.batchSize) {
      try check()
      let rows = order[start..<min(start + configuration.batchSize, order.count)]
      if rows.count < configuration.batchSize, start > 0 {
        gradient = NetworkGradient(network, rowCount: rows.count)
      }
      var batch: [Float] = []
      batch.reserveCapacity(rows.count * inputSize)
      for row in rows { batch.append(contentsOf: inputs[row * inputSize..<(row + 1) * inputSize]) }
      gradient.compute(network, inputs: batch, targets: targets.rows(rows))
      loss += gradient.loss * Double(rows.count) / Double(order.count)
      step(&network, gradient)
    }
    return loss
  }

  private mutating func step(_ network: inout HiddenLayerClassifier, _ gradient: NetworkGradient) {
    let rate = Float(configuration.learningRate)
    let decay = Float(configuration.weightDecay)
    hiddenWeights.update(
      &network.hiddenWeights, gradient: gradient.hiddenWeights, learningRate: rate,
      weightDecay: decay)
    hiddenBias.update(
      &network.hiddenBias, gradient: gradient.hiddenBias, learningRate: rate, weightDecay: 0)
    outputWeights.update(
      &network.outputWeights, gradient: gradient.outputWeights, learningRate: rate,
      weightDecay: decay)
    outputBias.update(
      &network.outputBias, gradient: gradient.outputBias, learningRate: rate, weightDecay: 0)
  }
}
