import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// A text as an update reads it.
struct UpdateText: Sendable {
  /// The ids of its known words, in order; not empty.
  let words: [Int]
  /// What the model's encoder makes of it; `nil` where the model asks none.
  let vector: [Float]?
}

/// Lets the head of a model go on learning, from where it is.
struct HeadUpdate {
  let model: SentimentModel
  /// All labels in order, those of the model and new ones.
  let labels: [String]
  let seed: UInt64
  let cancellation: CancellationFlag

  /// The penalty `C` on what is added to a linear model, whose inputs have a mean square of 1. On
  /// reviews after sentences, sentences after reviews and reviews after reviews, 16 to 256 texts of
  /// each label, 0.003 to 0.03 gave the same within 0.5 % of the answers.
  private static let inverseStrength = 0.01

  /// A head, trained or fitted, and how training ended where it is a network.
  struct Outcome {
    let head: Head
    /// `nil` for a linear model.
    let training: Training?

    struct Training {
      let epochs: Int
      let loss: Double
      let stopReason: ClassifierConfiguration.StopReason
    }
  }

  /// The place of each of the model's labels among all.
  private var places: [Int] { model.labels.map { labels.firstIndex(of: $0)! } }

  /// - Parameters:
  ///   - texts: have vectors where the model asks an encoder.
  ///   - targets: what the labels' probabilities should be for each text, of all labels.
  ///   - progress: called after each epoch of a network with its number and its loss.
  func run(
    _ texts: [UpdateText], targets: LabelTargets,
    progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    let vectors = model.embeddings.vectors
    let words = texts.map(\.words)
    let generator = SeededGenerator(seed: seed)
    let configuration = model.card.networkTraining?.configuration ?? ClassifierConfiguration()
    switch model.head {
    case .network(let network):
      let encoder = SentenceEncoder(vectors)
      let inputs = words.flatMap { encoder.encode($0) }
      let logits = rows(network.logits(inputs, rowCount: texts.count), of: network.labelCount)
      let outcome = try ClassifierTrainer(configuration).train(
        inputs: inputs, targets: targets,
        from: network.mapping(places, biases: biases(logits, targets)), using: generator,
        check: cancellation.check, progress: progress)
      return Outcome(
        head: .network(outcome.classifier),
        training: .init(
          epochs: outcome.epochs, loss: outcome.loss, stopReason: outcome.stopReason))
    case .recurrent(let network):
      let states = network.lstm.encode(words, by: vectors.input)
      let logits = rows(
        network.classifier.logits(states, rowCount: texts.count), of: network.classifier.labelCount)
      var start = network
      start.classifier = network.classifier.mapping(places, biases: biases(logits, targets))
      let outcome = try LSTMTrainer(configuration).train(
        texts: words, targets: targets, vectors: vectors.input,
        from: start, using: generator, check: cancellation.check, progress: progress)
      return Outcome(
        head: .recurrent(outcome.network),
        training: .init(
          epochs: outcome.epochs, loss: outcome.loss, stopReason: outcome.stopReason))
    case .ngrams(let classifier):
      let scorer = NGramScorer(classifier)
      let logits = Self.ofLabels(words.map(scorer.logits))
      let start =
        labels.count > model.labels.count
        ? classifier.mapping(places, biases: biases(logits, targets)) : classifier
      return Outcome(head: .ngrams(try adding(to: start, words, targets)), training: nil)
    case .encoder(let classifier):
      let terms = NGramScorer(classifier.terms)
      let logits = Self.ofLabels(
        texts.map { classifier.logits($0.vector![...], $0.words, terms: terms) })
      let start =
        labels.count > model.labels.count
        ? classifier.mapping(places, biases: biases(logits, targets)) : classifier
      return Outcome(head: .encoder(try adding(to: start, texts, targets)), training: nil)
    }
  }

  /// Of two labels, the one output is the log-odds of the second.
  private static func ofLabels(_ logits: [[Double]]) -> [[Double]] {
    logits.map { $0.count == 1 ? [0, $0[0]] : $0 }
  }

  private func rows(_ numbers: [Float], of count: Int) -> [[Double]] {
    stride(from: 0, to: numbers.count, by: count).map { start in
      numbers[start..<start + count].map(Double.init)
    }
  }

  /// The bias with which a new label has, to begin with, about the probability of its share in the
  /// texts: `log Σⱼ exp zⱼ`, in the mean, and the logarithm of the share's odds.
  ///
  /// - Parameter logits: the model's, for each text.
  /// - Returns: a number for each label; 0 for those of the model, which have their own.
  private func biases(_ logits: [[Double]], _ targets: LabelTargets) -> [Double] {
    let level = logits.reduce(0.0) { sum, logits in
      let largest = logits.max() ?? 0
      return sum + largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
    }
    let old = Set(places)
    return labels.indices.map { label in
      guard !old.contains(label) else { return 0 }
      let share = (0..<targets.count).reduce(0.0) {
        $0 + Double(targets[$1][targets[$1].startIndex + label])
      }
      return level / Double(logits.count) + log(share / (Double(targets.count) - share))
    }
  }

  /// Adds a logistic regression of the weighted mean of words' vectors to a linear model, over its
  /// logits as they are: the weights that are likeliest when those of the model were likeliest
  /// before.
  private func adding(
    to classifier: NGramClassifier, _ texts: [[Int]], _ targets: LabelTargets
  ) throws -> NGramClassifier {
    let vectors = model.embeddings.vectors
    let dimension = vectors.dimension
    let encoder = SentenceEncoder(
      vectors,
      weights: FrequencyWeights((0..<classifier.words.rowCount).map { classifier.words.row($0)[0] })
    )
    var means = [Float](repeating: 0, count: texts.count * dimension)
    for (row, text) in texts.enumerated() {
      encoder.encodeWeighted(text.map { UInt32($0) }[...], into: &means, at: row * dimension)
    }
    let scorer = NGramScorer(classifier)
    let (direction, bias) = try change(
      of: texts.flatMap(scorer.logits), by: means, dimension, targets)
    return classifier.adding(direction, bias: bias, vectors: vectors.input)
  }

  /// The same for a model that asks an encoder, by the vectors that this makes; and for the fast model beside
  /// it by words.
  private func adding(
    to classifier: EncoderClassifier, _ texts: [UpdateText], _ targets: LabelTargets
  ) throws -> EncoderClassifier {
    let terms = NGramScorer(classifier.terms)
    let (direction, bias) = try change(
      of: texts.flatMap { classifier.logits($0.vector![...], $0.words, terms: terms) },
      by: texts.flatMap { $0.vector! }, classifier.encoder.dimension, targets)
    return classifier.adding(
      direction, bias: bias, fast: try adding(to: classifier.fast, texts.map(\.words), targets))
  }

  /// What a regression adds to a model's logits.
  ///
  /// - Parameter inputs: `[texts × dimension]`.
  private func change(
    of logits: [Double], by inputs: [Float], _ dimension: Int, _ targets: LabelTargets
  ) throws -> (direction: [Float], bias: [Float]) {
    let scaling = FeatureScaling(inputs, columns: dimension)
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(
        dense: scaling.apply(inputs).map(Double.init), rowCount: targets.count),
      targets: targets)
    problem.offsets = logits
    problem.inverseStrength = Self.inverseStrength
    problem.biasVariance = 1
    let regression = try LogisticRegression(problem, check: cancellation.check)
    let outputs = regression.outputCount
    var direction = (0..<outputs).flatMap { output in
      (0..<dimension).map { Float(regression.weights[$0 * outputs + output]) }
    }
    var bias = regression.bias.map(Float.init)
    scaling.fold(into: &direction, &bias)
    return (direction, bias)
  }
}
