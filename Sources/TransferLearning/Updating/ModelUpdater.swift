import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Lets a model learn further labelled texts, also with labels that it doesn't have.
///
/// It goes on from its weights, with its vectors and settings; the texts that it was trained on
/// aren't needed. Texts of random words stand for them (`RehearsalTexts`), so that what they taught
/// isn't forgotten. A network is trained further on both; to a linear model of ``LinearFitter`` a
/// regression is added.
public struct ModelUpdater: Sendable {
  public let model: SentimentModel
  /// The seed of the random generator.
  public var seed: UInt64 = 1
  /// The result doesn't depend on it.
  public var threads = 1
  /// Called after each epoch of a network, and after each fold of the cross-validation by several
  /// threads.
  public var progress: @Sendable (LearningProgress) -> Void = { _ in }
  package var cancellation = CancellationFlag()

  /// Random texts for each text that the model was trained on. With one, networks forgot more: 0.6 %
  /// of the right answers on film reviews when film sentences were added, in place of none.
  private static let rehearsalRatio = 4
  /// More would make an update of a model of very many texts as slow as its training was.
  private static let mostRehearsalTexts = 4_096
  /// As many as an encoder reads in a second.
  private static let mostEncodedTexts = 250
  /// Random texts of which it is told how many get the old answer.
  private static let checkedTexts = 1_000

  public init(_ model: SentimentModel) { self.model = model }

  /// - Parameters:
  ///   - texts: further ones, of the model's labels or of new ones.
  ///   - name: what messages call the texts, usually their file.
  /// - Returns: the model, without a promise to withhold answers, which holds for the old one; and
  ///   what it learned and kept.
  /// - Throws: `FileError` when no text has a known word, or the model's numbers aren't finite.
  public func update(
    with texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> (model: SentimentModel, report: UpdateReport) {
    guard !model.isMultiLabel else {
      throw FileError(
        .unsuitable, file: model.name,
        problem: "it gives a text any number of labels, and such a model can't be updated",
        remedy: "fit one to all texts, old and new")
    }
    let labels = Set(model.labels).union(texts.map(\.label)).sorted()
    var extended = try model.includingComposedWords(of: texts)
    extended.speed = .accurate
    let known = try KnownTexts(texts, labels: labels, embeddings: extended.embeddings)
    guard !known.targets.isEmpty else {
      throw FileError(
        .unknownWords, file: name, problem: "none of its words is known to the model",
        remedy: "train a model on vectors of text of the same language and kind")
    }
    let vectors = try extended.head.encoder.map { encoder in
      try encoder.encode(
        TextAnalyzer.readableTexts(
          known.indices.map { texts[$0].text }, by: extended.embeddings.settings.tokenizer),
        threads: threads, cancellation: cancellation
      ) { [progress] in progress(LearningProgress(.encoding, fractionCompleted: $0)) }
    }
    let new = known.targets.indices.map { place in
      UpdateText(
        words: known.encoded[place],
        vector: vectors.map { vectors in
          let dimension = vectors.count / known.targets.count
          return Array(vectors[place * dimension..<(place + 1) * dimension])
        })
    }
    let classifier = try extended.makeClassifier()
    let generator = SeededGenerator(seed: seed)
    let rehearsals = Rehearsals(
      vocabulary: extended.embeddings.vectors.vocabulary, lengths: new.map(\.words.count),
      encoder: extended.head.encoder, threads: threads, cancellation: cancellation)
    let most = vectors == nil ? Self.mostRehearsalTexts : Self.mostEncodedTexts
    let rehearsal = try RehearsalTexts(
      min(Self.rehearsalRatio * model.card.learnedTextCount, most), rehearsals, for: classifier,
      using: generator.stream(1))
    let before = try new.map { try classifier.answer(knownWords: $0.words, vector: $0.vector) }
    let places = model.labels.map { labels.firstIndex(of: $0)! }
    let job = Job(
      update: HeadUpdate(
        model: extended, labels: labels, seed: seed, cancellation: cancellation), labels: labels,
      prior: prior(known.counts, places), rehearsal: rehearsal, places: places)
    let outcome = try job.run(new, known.targets) { epoch, loss in
      progress(LearningProgress(.training, detail: .epoch(epoch, of: nil, loss: loss)))
    }
    let groups = try TextGroups(texts.lazy.map(\.text)).restricted(to: known.indices)
    let validation = validation(known.targets, groups)
    let scored = validation?.scored ?? Array(known.targets.indices)
    let scoredGroups = groups.restricted(to: scored)
    let after = try validation.map {
      try isRight(job, new, known.targets, by: $0, using: generator.stream(2))
    }
    let updated = try job.model(outcome.head).makeClassifier()
    let checked = try RehearsalTexts(
      min(Self.checkedTexts, most), rehearsals, for: classifier, using: generator.stream(3))
    let kept = try zip(checked.texts, checked.probabilities).count { text, probabilities in
      let old = LabelProbabilities(probabilities: probabilities, knownWordCount: text.words.count)
      return try updated.answer(knownWords: text.words, vector: text.vector).label
        == places[old.label]
    }
    let report = UpdateReport(
      newLabels: labels.filter { !model.labels.contains($0) }, textCount: texts.count,
      unknownTextCount: texts.count - new.count,
      accuracyBefore: scoredGroups.accuracy(
        scored.map { places[before[$0].label] == known.targets[$0] }),
      accuracyAfter: after.map { scoredGroups.accuracy($0) },
      folds: validation?.foldCount,
      keptShare: Double(kept) / Double(checked.texts.count),
      rehearsalCount: rehearsal.texts.count)
    return (
      SentimentModel(
        embeddings: model.embeddings, labels: labels, prior: job.prior, head: outcome.head,
        card: model.card.updated(
          counts: known.counts, indices: places, outcome: outcome.training, report,
          estimate: validation.flatMap { validation in
            report.accuracyAfter.map {
              ModelCard.Estimate(
                accuracy: $0, groups: scoredGroups,
                truths: scored.map { labels[known.targets[$0]] },
                thinLabels: thinLabels(known.targets, validation).map { labels[$0] },
                folds: validation.foldCount, repetitions: 1)
            }
          })),
      report
    )
  }

  /// The labels' shares in all texts, old and new.
  private func prior(_ counts: [Int], _ places: [Int]) -> [Double] {
    var sums = counts.map(Double.init)
    for (place, share) in zip(places, model.prior) {
      sums[place] += share * Double(model.card.learnedTextCount)
    }
    let total = sums.reduce(0, +)
    return sums.map { $0 / total }
  }

  /// - Parameter groups: of the texts.
  /// - Returns: `nil` when no label has two texts.
  private func validation(_ targets: [Int], _ groups: TextGroups) -> CrossValidation? {
    let present = Set(targets).sorted()
    var validation = CrossValidation(
      labels: targets.map { present.firstIndex(of: $0)! }, labelCount: present.count,
      groups: groups, leastLabels: 1, threads: threads, cancellation: cancellation)
    let progress = progress
    if let count = validation?.foldCount {
      validation?.foldIsDone =
        ShareCount(of: count) {
          progress(LearningProgress(.crossValidation, fractionCompleted: $0))
        }.add
    }
    return validation
  }

  private func thinLabels(_ targets: [Int], _ validation: CrossValidation) -> [Int] {
    let present = Set(targets).sorted()
    return validation.thinLabels.map { present[$0] }
  }

  /// Whether each scored text is answered right by a model that was updated without it.
  private func isRight(
    _ job: Job, _ texts: [UpdateText], _ targets: [Int], by validation: CrossValidation,
    using generator: SeededGenerator
  ) throws -> [Bool] {
    try validation.outOfFold(using: generator) { training, heldOut in
      let head = try job.run(training.map { texts[$0] }, training.map { targets[$0] }).head
      let classifier = try job.model(head).makeClassifier()
      return try heldOut.map {
        try classifier.answer(knownWords: texts[$0].words, vector: texts[$0].vector).label
          == targets[$0]
      }
    }
  }

  /// One update, of all new texts or of a part of them.
  private struct Job: Sendable {
    let update: HeadUpdate
    let labels: [String]
    let prior: [Double]
    let rehearsal: RehearsalTexts
    /// The place of each of the model's labels among all.
    let places: [Int]

    func run(
      _ texts: [UpdateText], _ targets: [Int],
      progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
    ) throws -> HeadUpdate.Outcome {
      try update.run(
        texts + rehearsal.texts,
        targets: LabelTargets(targets, labelCount: labels.count) + rehearsalTargets,
        progress: progress)
    }

    /// What the old model says of the random texts; new labels have no share in it.
    private var rehearsalTargets: LabelTargets {
      var targets = [Float](repeating: 0, count: rehearsal.texts.count * labels.count)
      for (row, probabilities) in rehearsal.probabilities.enumerated() {
        for (place, probability) in zip(places, probabilities) {
          targets[row * labels.count + place] = Float(probability)
        }
      }
      return LabelTargets(probabilities: targets, labelCount: labels.count)
    }

    func model(_ head: Head) -> SentimentModel {
      var model = SentimentModel(
        embeddings: update.model.embeddings, labels: labels, prior: prior, head: head,
        card: update.model.card)
      model.speed = update.model.speed
      return model
    }
  }
}

extension ModelCard {
  /// The texts with a known word that the model was trained on, of all updates.
  fileprivate var learnedTextCount: Int { textCount - unknownTextCount }

  /// The same after an update.
  ///
  /// - Parameters:
  ///   - counts: of the new texts, for each of all labels.
  ///   - indices: of the model's labels among all.
  ///   - outcome: how the training of a network ended.
  ///   - estimate: what the cross-validation says of the accuracy on texts like the new ones.
  fileprivate func updated(
    counts: [Int], indices: [Int], outcome: HeadUpdate.Outcome.Training?, _ report: UpdateReport,
    estimate: ModelCard.Estimate?
  ) -> ModelCard {
    var card = self
    switch training {
    case .linear(var linear):
      var sums = counts
      for (index, count) in zip(indices, linear.labelCounts) { sums[index] += count }
      linear.labelCounts = sums
      linear.trials = []
      linear.macroF1 = nil
      card.training = .linear(linear)
    case .network(var network):
      if let outcome {
        (network.epochs, network.loss) = (outcome.epochs, outcome.loss)
        network.stopReason = outcome.stopReason
      }
      card.training = .network(network)
    case .multiLabel: preconditionFailure("the updater refuses models of several labels a text")
    }
    card.textCount += report.textCount
    card.unknownTextCount += report.unknownTextCount
    card.estimate = estimate
    card.vectorTrials = nil
    card.updates = (updates ?? []) + [report]
    return card
  }
}

/// Texts that stand for those a model was trained on, which aren't there any more: of random words,
/// with the probabilities that the model itself gives to labels (pseudorehearsal; Robins 1995,
/// "Catastrophic forgetting, rehearsal and pseudorehearsal").
///
/// Words are drawn as the noise words of pre-training are. Other texts (of words near a random one,
/// of Gaussian vectors) kept no more of what was learned of film reviews when film sentences were
/// added. A strong penalty on moved weights beside such texts let hardly any new label in.
struct RehearsalTexts {
  let texts: [UpdateText]
  /// The labels' probabilities by the model, `[texts × labels]`.
  let probabilities: [[Double]]

  /// - Throws: `FileError` when the model's numbers aren't finite; `CancellationError`.
  fileprivate init(
    _ count: Int, _ rehearsals: Rehearsals, for classifier: TextClassifier,
    using generator: SeededGenerator
  ) throws {
    texts = try rehearsals.texts(count, using: generator)
    probabilities = try texts.map {
      try classifier.answer(knownWords: $0.words, vector: $0.vector).probabilities
    }
  }
}

/// Makes random texts of a vocabulary's words.
private struct Rehearsals {
  let vocabulary: Vocabulary
  /// Of texts; each random one has the length of one of them.
  let lengths: [Int]
  /// Reads the words as a text; `nil` where the model asks none.
  let encoder: TransformerEncoder?
  let threads: Int
  let cancellation: CancellationFlag

  func texts(_ count: Int, using generator: SeededGenerator) throws -> [UpdateText] {
    let noise = NoiseDistribution(counts: counts)
    var generator = generator
    let words = (0..<count).map { _ in
      let length = lengths[generator.below(lengths.count)]
      return (0..<length).map { _ in noise.draw(using: &generator) }
    }
    guard let encoder else { return words.map { UpdateText(words: $0, vector: nil) } }
    let names = vocabulary.words
    let vectors = try encoder.encode(
      words.map { $0.map { names[$0] }.joined(separator: " ") }, threads: threads,
      cancellation: cancellation)
    return words.enumerated().map { place, words in
      let range = place * encoder.dimension..<(place + 1) * encoder.dimension
      return UpdateText(words: words, vector: Array(vectors[range]))
    }
  }

  /// Files of other programs don't say how often words are; they mostly stand in the order of their
  /// frequency, and follow Zipf's law, `p ∝ 1 / rank`.
  private var counts: [Int] {
    if vocabulary.tokenCount > 0 { return vocabulary.counts }
    return (0..<vocabulary.count).map { max(1, vocabulary.count / ($0 + 1)) }
  }
}

extension SentimentModel {
  /// The same with those words of some texts in its vocabulary that it composes of n-grams, each with
  /// the vector that it has where it is read: an update then learns from it as from any other.
  ///
  /// That is so of networks alone, which are trained on such words from the first (``NetworkFitter``). Models
  /// of ``LinearFitter`` are fitted to the words of their vocabulary, and an LSTM reads no others.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  func includingComposedWords(of texts: [LabelledText]) throws -> SentimentModel {
    let vectors = embeddings.vectors
    guard case .network = head, let subwords = vectors.subwords else { return self }
    let old = vectors.vocabulary
    let analyzer = try TextAnalyzer(embeddings.settings, vocabulary: old, subwords: subwords)
    var words: [(bytes: [UInt8], count: Int, vector: [Float])] = []
    var isAdded: Set<String> = []
    for text in texts {
      for (word, id) in analyzer.contentWords(of: text.text) {
        guard let id, id >= old.count, isAdded.insert(word).inserted,
          let vector = subwords.vector(for: word)
        else { continue }
        // A count of 0 keeps a word out of random texts: what the model learned can't have been about
        // it.
        words.append((bytes: Array(word.utf8), count: 0, vector: vector))
      }
    }
    guard !words.isEmpty else { return self }
    var extended = SentimentModel(
      embeddings: PretrainedEmbeddings(
        embeddings, vectors: vectors.adding(words, subwords: subwords)),
      labels: labels, prior: prior, head: head, card: card)
    extended.name = name
    return extended
  }
}
