import SentimentClassification
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
  /// Called after each epoch of a network with its number and its loss.
  public var trainingProgress: @Sendable (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  /// Called with the share of the cross-validation that is done, by several threads.
  public var validationProgress: @Sendable (Double) -> Void = { _ in }

  /// Random texts for each text that the model was trained on. With one, networks forgot more: 0.6 %
  /// of the right answers on film reviews when film sentences were added, in place of none.
  private static let rehearsalRatio = 4
  /// More would make an update of a model of very many texts as slow as its training was.
  private static let mostRehearsalTexts = 4_096
  /// Random texts of which it is told how many get the old answer.
  private static let checkedTexts = 1_000

  public init(_ model: SentimentModel) { self.model = model }

  /// - Parameter name: what messages call the texts, usually their file.
  /// - Returns: the model, without a promise to withhold answers, which holds for the old one; and
  ///   what it learned and kept.
  /// - Throws: `FileError` when no text has a known word, or the model's numbers aren't finite.
  public func update(
    with texts: [LabelledText], name: String
  ) throws -> (model: SentimentModel, report: UpdateReport) {
    let labels = Set(model.labels).union(texts.map(\.label)).sorted()
    let extended = try model.includingComposedWords(of: texts)
    let known = try KnownTexts(texts, labels: labels, embeddings: extended.embeddings)
    guard !known.targets.isEmpty else {
      throw FileError(
        .unknownWords, file: name, problem: "none of its words is known to the model",
        remedy: "train a model on vectors of text of the same language and kind")
    }
    let new = known.targets.indices.map { known.encoded[$0] }
    let classifier = try extended.makeClassifier()
    let generator = SeededGenerator(seed: seed)
    let lengths = new.map(\.count)
    let rehearsal = try RehearsalTexts(
      min(Self.rehearsalRatio * model.trainingTextCount, Self.mostRehearsalTexts),
      lengths: lengths, for: classifier, using: generator.stream(1))
    let before = try new.map { try classifier.answer(knownWords: $0) }
    let places = model.labels.map { labels.firstIndex(of: $0)! }
    let job = Job(
      update: HeadUpdate(model: extended, labels: labels, seed: seed), labels: labels,
      prior: prior(known.counts, places), rehearsal: rehearsal, places: places)
    let outcome = job.run(new, known.targets, progress: trainingProgress)
    let folds = Self.folds(known.targets, using: generator.stream(2))
    let after = try folds.map { try validate(job, new, known.targets, folds: $0) }
    let updated = try job.model(outcome.head).makeClassifier()
    let checked = try RehearsalTexts(
      Self.checkedTexts, lengths: lengths, for: classifier, using: generator.stream(3))
    let kept = try zip(checked.words, checked.probabilities).count { words, probabilities in
      let old = LabelProbabilities(probabilities: probabilities, knownWordCount: words.count)
      return try updated.answer(knownWords: words).label == places[old.label]
    }
    let report = UpdateReport(
      newLabels: labels.filter { !model.labels.contains($0) }, textCount: texts.count,
      unknownTextCount: texts.count - new.count,
      accuracyBefore: Self.share(
        zip(before, known.targets).map { places[$0.label] == $1 }),
      accuracyAfter: after.map(Self.share), folds: folds?.count,
      keptShare: Double(kept) / Double(Self.checkedTexts), rehearsalCount: rehearsal.words.count)
    let head = outcome.head.described(outcome, known, places, report)
    return (
      SentimentModel(embeddings: model.embeddings, labels: labels, prior: job.prior, head: head),
      report
    )
  }

  /// The labels' shares in all texts, old and new.
  private func prior(_ counts: [Int], _ places: [Int]) -> [Double] {
    var sums = counts.map(Double.init)
    for (place, share) in zip(places, model.prior) {
      sums[place] += share * Double(model.trainingTextCount)
    }
    let total = sums.reduce(0, +)
    return sums.map { $0 / total }
  }

  private static func share(_ isRight: [Bool]) -> Double {
    Double(isRight.count { $0 }) / Double(isRight.count)
  }

  /// - Returns: `nil` when a label has a single text.
  private static func folds(_ targets: [Int], using generator: SeededGenerator) -> Folds? {
    let present = Set(targets).sorted()
    let numbers = targets.map { present.firstIndex(of: $0)! }
    guard let count = Folds.count(labels: numbers, labelCount: present.count) else { return nil }
    return Folds(labels: numbers, labelCount: present.count, count: count, using: generator)
  }

  /// Whether each text is answered right by a model that was updated without it.
  private func validate(
    _ job: Job, _ texts: [[Int]], _ targets: [Int], folds: Folds
  ) throws -> [Bool] {
    let progress = ShareCount(of: folds.count, validationProgress)
    let held = concurrentMap(folds.count, threads: threads) { fold in
      defer { progress.add() }
      return Result { () throws -> [(Int, Bool)] in
        let rows = texts.indices.filter { folds.numbers[$0] != fold }
        let head = job.run(rows.map { texts[$0] }, rows.map { targets[$0] }).head
        let classifier = try job.model(head).makeClassifier()
        return try texts.indices.filter { folds.numbers[$0] == fold }.map {
          ($0, try classifier.answer(knownWords: texts[$0]).label == targets[$0])
        }
      }
    }
    var isRight = [Bool](repeating: false, count: texts.count)
    for result in held {
      for (text, right) in try result.get() { isRight[text] = right }
    }
    return isRight
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
      _ texts: [[Int]], _ targets: [Int],
      progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
    ) -> HeadUpdate.Outcome {
      update.run(
        texts + rehearsal.words,
        targets: LabelTargets(targets, labelCount: labels.count) + rehearsalTargets,
        progress: progress)
    }

    /// What the old model says of the random texts; new labels have no share in it.
    private var rehearsalTargets: LabelTargets {
      var targets = [Float](repeating: 0, count: rehearsal.words.count * labels.count)
      for (row, probabilities) in rehearsal.probabilities.enumerated() {
        for (place, probability) in zip(places, probabilities) {
          targets[row * labels.count + place] = Float(probability)
        }
      }
      return LabelTargets(probabilities: targets, labelCount: labels.count)
    }

    func model(_ head: SentimentModel.Head) -> SentimentModel {
      SentimentModel(
        embeddings: update.model.embeddings, labels: labels, prior: prior, head: head)
    }
  }
}

extension SentimentModel {
  /// The texts with a known word that it was trained on, of all updates.
  fileprivate var trainingTextCount: Int {
    switch head {
    case .network(_, let card), .recurrent(_, let card): card.textCount - card.unknownTextCount
    case .terms(_, let card): card.textCount - card.unknownTextCount
    }
  }
}

extension SentimentModel.Head {
  /// The same, with a card that tells of the update.
  fileprivate func described(
    _ outcome: HeadUpdate.Outcome, _ texts: KnownTexts, _ places: [Int], _ report: UpdateReport
  ) -> Self {
    switch self {
    case .network(let network, let card):
      .network(network, card.updated(outcome.training, report))
    case .recurrent(let network, let card):
      .recurrent(network, card.updated(outcome.training, report))
    case .terms(let classifier, let card):
      .terms(classifier, card.updated(counts: texts.counts, places: places, report))
    }
  }
}

extension SentimentModel.Adaptation {
  fileprivate func updated(
    _ training: HeadUpdate.Outcome.Training?, _ report: UpdateReport
  ) -> Self {
    var card = SentimentModel.Adaptation(
      corpus: corpus, configuration: configuration, textCount: textCount + report.textCount,
      unknownTextCount: unknownTextCount + report.unknownTextCount,
      epochs: training?.epochs ?? epochs, loss: training?.loss ?? loss,
      stopReason: training?.stopReason ?? stopReason)
    card.estimate = report.estimate
    card.updates = (updates ?? []) + [report]
    return card
  }
}

extension ModelCard {
  fileprivate func updated(counts: [Int], places: [Int], _ report: UpdateReport) -> ModelCard {
    var sums = counts
    for (place, count) in zip(places, labelCounts) { sums[place] += count }
    var card = ModelCard(
      configuration: configuration, method: method, names: names, labelCounts: sums,
      unknownTextCount: unknownTextCount + report.unknownTextCount,
      unlabelledTextCount: unlabelledTextCount)
    (card.calibration, card.vectors) = (calibration, vectors)
    (card.sources, card.unlabelledSources) = (sources, unlabelledSources)
    card.estimate = report.estimate
    card.updates = (updates ?? []) + [report]
    return card
  }
}

extension UpdateReport {
  /// What the cross-validation says of the accuracy on texts like the new ones.
  fileprivate var estimate: ModelCard.Estimate? {
    guard let accuracyAfter, let folds else { return nil }
    return ModelCard.Estimate(
      accuracy: accuracyAfter, textCount: textCount - unknownTextCount, folds: folds,
      repetitions: 1)
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
  let words: [[Int]]
  /// The labels' probabilities by the model, `[texts × labels]`.
  let probabilities: [[Double]]

  /// - Parameters:
  ///   - lengths: of texts; each text has the length of one of them.
  /// - Throws: `FileError` when the model's numbers aren't finite.
  init(
    _ count: Int, lengths: [Int], for classifier: TextClassifier,
    using generator: SeededGenerator
  ) throws {
    let noise = NoiseDistribution(
      counts: Self.counts(of: classifier.model.embeddings.vectors.vocabulary))
    var generator = generator
    words = (0..<count).map { _ in
      let length = lengths[generator.below(lengths.count)]
      return (0..<length).map { _ in noise.draw(using: &generator) }
    }
    probabilities = try words.map { try classifier.answer(knownWords: $0).probabilities }
  }

  /// Files of other programs don't say how often words are; they mostly stand in the order of their
  /// frequency, and follow Zipf's law, `p ∝ 1 / rank`.
  private static func counts(of vocabulary: Vocabulary) -> [Int] {
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
      labels: labels, prior: prior, head: head)
    extended.name = name
    return extended
  }
}
