import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Fits a network to labelled texts, on word vectors that stay as they are.
public struct NetworkFitter: Sendable {
  public let configuration: ClassifierConfiguration
  public let encoder: EncoderKind
  /// The result doesn't depend on it.
  public var threads = 1
  /// Whether the accuracy on new texts is estimated; it takes a training for each fold.
  public var crossValidates = true
  /// Called after each epoch of the model's training, and after each fold by several threads.
  public var progress: @Sendable (LearningProgress) -> Void = { _ in }
  package var cancellation = CancellationFlag()
  /// Which of the texts to fit to are copies of each other; `nil` to find it out.
  package var groups: TextGroups?

  /// - Parameters:
  ///   - configuration: by default that of the encoder.
  ///   - encoder: how the words of a text become one vector.
  public init(_ configuration: ClassifierConfiguration? = nil, encoder: EncoderKind = .mean) {
    self.configuration = configuration ?? encoder.configuration
    self.encoder = encoder
  }

  /// - Parameter name: what messages call the texts, usually their file.
  /// - Throws: `FileError` when there are fewer than two labels, or no text has a known word.
  public func fit(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings,
    name: String = "the labelled texts"
  ) throws -> SentimentModel {
    try fitWithCrossValidation(texts, on: embeddings, name: name).model
  }

  /// The same, with what each labelled text got from a model that was trained without it.
  public func fitWithCrossValidation(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings,
    name: String = "the labelled texts"
  ) throws -> FittedModel {
    let labels = try KnownTexts.labels(of: texts, name: name)
    let vectors = embeddings.vectors
    let encoder = SentenceEncoder(vectors)
    var means: [Float] = []
    let known = try KnownTexts(
      texts, labels: labels, embeddings: embeddings,
      subwords: self.encoder == .mean ? vectors.subwords : nil
    ) { words, unseen in
      try cancellation.check()
      means += encoder.encode(words, unseen: unseen)
    }
    try known.check(name: name)
    guard means.allSatisfy(\.isFinite) else {
      throw FileError(
        .damaged, file: name, problem: "the vectors of its words hold numbers that aren't finite",
        remedy: "train the vectors again")
    }
    let groups = try self.groups ?? TextGroups(texts.lazy.map(\.text))
    let training = NetworkFit(
      encoder: self.encoder, configuration: configuration, labelCount: labels.count, known: known,
      groups: groups.restricted(to: known.indices).numbers,
      means: means, vectors: vectors.input, cancellation: cancellation)
    let limit = configuration.maximumEpochs
    let outcome = try training.run(Array(known.targets.indices)) { epoch, loss in
      progress(
        LearningProgress(
          .training, fractionCompleted: Double(epoch) / Double(limit),
          detail: .epoch(epoch, of: limit, loss: loss)))
    }
    let (estimate, answers) = try crossValidate(
      training, labels: labels, groups: groups, name: name)
    return FittedModel(
      model: SentimentModel(
        embeddings: embeddings, labels: labels,
        prior: known.counts.map { Double($0) / Double(texts.count) }, head: outcome.head,
        card: ModelCard(
          training: .network(
            NetworkTraining(
              corpus: nil, configuration: configuration, epochs: outcome.epochs,
              loss: outcome.loss, stopReason: outcome.stopReason)),
          textCount: texts.count, unknownTextCount: texts.count - known.targets.count,
          copyCount: groups.copyCount, estimate: estimate)),
      outOfFold: answers, isRightAtLabelledShares: answers.map(\.isRight), groups: groups)
  }

  /// - Parameter groups: of all texts.
  /// - Returns: nothing where it isn't asked for, or fewer than two labels have two known texts.
  private func crossValidate(
    _ training: NetworkFit, labels: [String], groups: TextGroups, name: String
  ) throws -> (estimate: ModelCard.Estimate?, answers: [OutOfFoldPrediction]) {
    let (targets, indices) = (training.known.targets, training.known.indices)
    guard crossValidates,
      var validation = CrossValidation(
        labels: targets, labelCount: labels.count, groups: groups.restricted(to: indices),
        threads: threads, cancellation: cancellation)
    else { return (nil, []) }
    let progress = progress
    validation.foldIsDone =
      ShareCount(of: validation.foldCount) {
        progress(LearningProgress(.crossValidation, fractionCompleted: $0))
      }.add
    let probabilities = try validation.outOfFold(
      using: SeededGenerator(seed: configuration.seed).stream(0)
    ) { learned, heldOut in
      let outcome = try training.run(learned)
      return heldOut.map(outcome.probabilities)
    }
    guard probabilities.joined().allSatisfy(\.isFinite) else {
      throw FileError(
        file: name, problem: "a network trained on a part of it has numbers that aren't finite",
        remedy: "train with a smaller learning rate")
    }
    let answers = zip(validation.scored, probabilities).map { row, probabilities in
      OutOfFoldPrediction(
        index: indices[row], truth: targets[row], probabilities: probabilities, labels: labels,
        group: groups.numbers[indices[row]])
    }
    let estimate = ModelCard.Estimate(
      accuracy: validation.groups.accuracy(answers.map(\.isRight)), groups: validation.groups,
      truths: validation.scored.map { labels[targets[$0]] },
      thinLabels: validation.thinLabels.map { labels[$0] }, folds: validation.foldCount,
      repetitions: 1)
    return (estimate, answers)
  }
}

/// Trains networks on some of the texts.
private struct NetworkFit: Sendable {
  let encoder: EncoderKind
  let configuration: ClassifierConfiguration
  let labelCount: Int
  let known: KnownTexts
  /// The number of each text's group of copies.
  let groups: [Int]
  /// `[texts × dimension]`.
  let means: [Float]
  let vectors: EmbeddingMatrix
  let cancellation: CancellationFlag

  struct Outcome: Sendable {
    let head: Head
    let epochs: Int
    let loss: Double
    let stopReason: ClassifierConfiguration.StopReason
    /// The labels' probabilities for one of the texts.
    let probabilities: @Sendable (_ text: Int) -> [Double]
  }

  /// - Parameters:
  ///   - texts: those to learn from.
  ///   - progress: called after each epoch with its number and its loss.
  func run(
    _ texts: [Int], progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    let targets = LabelTargets(texts.map { known.targets[$0] }, labelCount: labelCount)
    let generator = SeededGenerator(seed: configuration.seed)
    switch encoder {
    case .mean:
      let outcome = try ClassifierTrainer(configuration).train(
        inputs: texts.flatMap(mean), targets: targets, using: generator,
        check: cancellation.check, progress: progress)
      let network = outcome.classifier
      return Outcome(
        head: .network(network), epochs: outcome.epochs, loss: outcome.loss,
        stopReason: outcome.stopReason
      ) { network.probabilities(Array(mean($0)), rowCount: 1).map(Double.init) }
    case .lstm:
      let outcome = try LSTMTrainer(configuration).train(
        texts: texts.map { known.encoded[$0] }, targets: targets, vectors: vectors,
        groups: texts.map { groups[$0] }, using: generator, check: cancellation.check,
        progress: progress)
      let scorer = RecurrentScorer(outcome.network, vectors: vectors)
      return Outcome(
        head: .recurrent(outcome.network), epochs: outcome.epochs, loss: outcome.loss,
        stopReason: outcome.stopReason
      ) { scorer.probabilities(known.encoded[$0]) }
    }
  }

  private func mean(_ text: Int) -> ArraySlice<Float> {
    means[text * vectors.dimension..<(text + 1) * vectors.dimension]
  }
}
