import SentimentTextProcessing
import SentimentWordEmbeddings

/// Trains an ``LSTM`` with a layer of logits on top, by mini-batches of texts of like length; the
/// words' vectors stay as they are.
///
/// A part of the texts is held out. Training stops when the loss on these no longer falls, and what
/// had the lowest is the result. With too few texts to hold any out, the loss in training decides.
package struct LSTMTrainer: Sendable {
  package let configuration: ClassifierConfiguration

  /// A trained network and how it came about.
  package struct Outcome: Sendable {
    package let network: RecurrentNetwork
    package let epochs: Int
    /// The lowest mean cross-entropy, on the texts held out if there were any.
    package let loss: Double
    package let stopReason: ClassifierConfiguration.StopReason
  }

  package init(_ configuration: ClassifierConfiguration) { self.configuration = configuration }

  /// - Parameters:
  ///   - texts: ids of known words, in the order of each text; at least one text.
  ///   - targets: what the labels' probabilities should be for each text.
  ///   - vectors: `[words × dimension]`.
  ///   - groups: the same number for texts that are held out together, as copies are; `nil` for none.
  ///   - start: the network to go on from; `nil` for random weights.
  ///   - generator: gives the first weights, the held-out texts and the order of the batches.
  ///   - progress: called after each epoch with its number and the mean loss that decides.
  /// - Throws: `FileError` when a setting can't be.
  package func train(
    texts: [[Int]], targets: LabelTargets, vectors: EmbeddingMatrix,
    groups: [Int]? = nil, from start: RecurrentNetwork? = nil, using generator: SeededGenerator,
    check: () throws -> Void = {},
    progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    try configuration.check()
    try ClassifierConfiguration.Limits.units.check(configuration.hiddenSize, "hiddenSize")
    precondition(targets.count == texts.count && !texts.isEmpty, "targets for each text")
    precondition(
      start.map {
        $0.lstm.inputSize == vectors.dimension && $0.classifier.labelCount == targets.labelCount
      } ?? true, "a network for these vectors and labels")
    var generator = generator
    let words = ScaledWords(texts, vectors)
    let split = HeldOutTexts(
      labels: targets.likeliest, groups: groups ?? Array(texts.indices), using: &generator)
    func part(_ numbers: [Int]) -> LabelledWords {
      LabelledWords(
        texts: numbers.map { words.texts[$0] }, targets: targets.rows(numbers),
        vectors: words.vectors)
    }
    let (training, heldOut) = (part(split.training), part(split.heldOut))
    var network: RecurrentNetwork
    if let start {
      network = start
      words.scaling.unfold(from: &network.lstm.inputWeights, &network.lstm.bias)
    } else {
      network = RecurrentNetwork(
        lstm: LSTM(
          inputSize: vectors.dimension, hiddenSize: configuration.hiddenSize, using: &generator),
        classifier: HiddenLayerClassifier(
          inputSize: configuration.hiddenSize, labelCount: targets.labelCount, using: &generator))
    }
    var optimizer = RecurrentOptimizer(network, configuration)
    var best = (network: network, loss: Double.infinity)
    var reason = ClassifierConfiguration.StopReason.maximumEpochs
    var epochs = 0
    var epochsSinceBest = 0
    while epochs < configuration.maximumEpochs {
      let trainingLoss = try optimizer.runEpoch(
        &network, training, using: &generator, check: check)
      let loss = heldOut.texts.isEmpty ? trainingLoss : network.loss(heldOut)
      epochs += 1
      progress(epochs, loss)
      epochsSinceBest += 1
      if loss < best.loss * (1 - configuration.minimumImprovement) {
        best = (network, loss)
        epochsSinceBest = 0
      }
      if loss < ClassifierConfiguration.sufficientLoss {
        reason = .sufficientLoss
        break
      }
      if epochsSinceBest >= configuration.patience {
        reason = .noImprovement
        break
      }
    }
    network = best.network
    words.scaling.fold(into: &network.lstm.inputWeights, &network.lstm.bias)
    return Outcome(network: network, epochs: epochs, loss: best.loss, stopReason: reason)
  }
}

/// The words of some texts alone, with their vectors brought to mean 0 and root mean square 1.
private struct ScaledWords {
  /// The texts by the numbers of these words.
  let texts: [[Int]]
  let vectors: EmbeddingMatrix
  let scaling: FeatureScaling

  init(_ texts: [[Int]], _ vectors: EmbeddingMatrix) {
    let words = Set(texts.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    self.texts = texts.map { $0.map { numbers[$0]! } }
    let rows = words.map { vectors[$0] }
    scaling = FeatureScaling(Array(rows.joined()), columns: vectors.dimension)
    self.vectors = EmbeddingMatrix(rows: rows.map(scaling.apply))
  }
}

/// Which texts are held out to see when to stop: a fifth of each label's, none of a label with
/// fewer than five. Copies of a text go with it.
private struct HeldOutTexts {
  private(set) var training: [Int] = []
  private(set) var heldOut: [Int] = []

  private static let parts = 5

  init(labels: [Int], groups: [Int], using generator: inout SeededGenerator) {
    var counts: [Int: Int] = [:]
    for label in labels { counts[label, default: 0] += 1 }
    var left = counts.mapValues { $0 / Self.parts }
    var sizes: [Int: Int] = [:]
    for group in groups { sizes[group, default: 0] += 1 }
    var isHeldOut: [Int: Bool] = [:]
    for text in generator.permutation(of: labels.count) {
      if isHeldOut[groups[text]] ?? (left[labels[text]]! >= sizes[groups[text]]!) {
        isHeldOut[groups[text]] = true
        left[labels[text]]! -= 1
        heldOut.append(text)
      } else {
        isHeldOut[groups[text]] = false
        training.append(text)
      }
    }
  }
}
