import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Measures how accuracy grows with labelled texts.
///
/// In a cross-validation, repeated with other folds, models learn from growing parts of each fold's
/// other texts, in which the labels have their shares. How far the curve might have been another
/// with other texts and other draws follows from resampling both the texts and the repetitions
/// (Owen 2007, "The pigeonhole bootstrap"). Of texts that are copies of each other, the first counts
/// alone: the others would be no further labels.
public struct LearningCurveMeasurement: Sendable {
  public let fitter: LinearFitter
  public var repetitions = 5
  /// The result doesn't depend on it.
  public var threads = 1
  /// Which texts are copies of each other; `nil` to find it out.
  package var groups: TextGroups?
  /// What an encoder and words make of all texts, and the method that learns from it in place of the fitter.
  var taught: (lesson: EncoderLesson, method: EncoderTraining.Method)?

  private static let sampleCount = 400
  /// Each size is twice the one before; the last is all that a fold leaves, and the one before it
  /// is left out where it isn't smaller by this factor.
  private static let leastStep = 1.3
  /// A law of three numbers needs as many sizes.
  private static let leastSizes = 3

  public init(_ fitter: LinearFitter) { self.fitter = fitter }

  /// - Parameters:
  ///   - texts: the labelled texts.
  ///   - name: what messages call them.
  ///   - target: the accuracy to reach, in `(0, 1)`.
  ///   - progress: called with the share that is done.
  /// - Throws: `FileError` when there are too few labelled texts, or a fit fails.
  public func run(
    _ texts: [LabelledText], name: String, target: Double? = nil,
    progress: @escaping (Double) -> Void = { _ in }
  ) throws -> LearningCurve {
    let groups = try self.groups ?? TextGroups(texts.lazy.map(\.text))
    return try run(
      differing: groups.firsts.map { texts[$0] }, places: groups.firsts, name: name,
      target: target, progress: progress)
  }

  /// - Parameter places: of the texts among all.
  private func run(
    differing texts: [LabelledText], places: [Int], name: String, target: Double?,
    progress: @escaping (Double) -> Void
  ) throws -> LearningCurve {
    let names = Set(texts.map(\.label)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let labels = texts.map { numbers[$0.label]! }
    guard names.count > 1,
      let strata = Folds.Strata(
        labels: labels, labelCount: names.count, groups: TextGroups(ofSingles: texts.count)),
      case let sizes = Self.sizes(
        texts.count - strata.scored.count.ceilingDivided(by: strata.foldCount), names.count),
      sizes.count >= Self.leastSizes
    else {
      throw FileError(
        .tooFewLabels, file: name,
        problem: "too few labelled texts to see how accuracy grows with their number",
        remedy: "give ten or more of each of two labels or more, none a copy of another")
    }
    let right = try answers(texts, places, labels, strata, sizes, name, progress)
    return LearningCurve(
      labelCount: texts.count, folds: strata.foldCount, repetitions: repetitions, sizes: sizes,
      accuracies: Self.accuracies(
        right, texts: strata.scored, repetitions: Array(0..<repetitions)),
      baseline: TextGroups(ofSingles: strata.scored.count)
        .majorityBaseline(strata.scored.map { texts[$0].label }),
      samples: samples(right, texts: strata.scored), target: target)
  }

  private static func sizes(_ largest: Int, _ labelCount: Int) -> [Int] {
    var sizes: [Int] = []
    var size = 2 * labelCount
    while Double(size) * leastStep <= Double(largest) {
      sizes.append(size)
      size *= 2
    }
    return sizes + [largest]
  }

  private var generator: SeededGenerator {
    SeededGenerator(seed: fitter.statistics.configuration.seed)
  }

  /// What a part of the work is to find out.
  private struct Job {
    let repetition: Int
    let size: Int
    let training: [Int]
    let heldOut: [Int]
  }

  /// Which texts were answered right: `[repetitions][sizes][texts]`.
  private func answers(
    _ texts: [LabelledText], _ places: [Int], _ labels: [Int], _ strata: Folds.Strata,
    _ sizes: [Int], _ name: String, _ progress: @escaping (Double) -> Void
  ) throws -> [[[Bool]]] {
    let jobs = (0..<repetitions).flatMap { repetition in
      self.jobs(repetition, labels, strata, sizes)
    }
    let total = Double(jobs.reduce(0) { $0 + $1.training.count })
    var left = jobs.makeIterator()
    let tally = Tally(repetitions, sizes.count, texts.count)
    try OrderedPipeline<Job, (Job, [Int])>(threads: threads).run(
      next: { left.next() },
      makeWorker: {
        { job in
          (
            job,
            try taught.map { try rightAnswers(job, places, by: $0.lesson, $0.method) }
              ?? rightAnswers(job, texts, name)
          )
        }
      },
      take: { job, right in
        for text in right { tally.isRight[job.repetition][job.size][text] = true }
        tally.done += job.training.count
        progress(Double(tally.done) / total)
      })
    return tally.isRight
  }

  /// Lets closures share what comes.
  private final class Tally {
    var isRight: [[[Bool]]]
    var done = 0

    init(_ repetitions: Int, _ sizes: Int, _ texts: Int) {
      isRight = Array(
        repeating: Array(repeating: Array(repeating: false, count: texts), count: sizes),
        count: repetitions)
    }
  }

  private func jobs(
    _ repetition: Int, _ labels: [Int], _ strata: Folds.Strata, _ sizes: [Int]
  ) -> [Job] {
    let folds = Folds(strata, using: generator.stream(repetition))
    return (0..<folds.count).flatMap { fold in
      let (others, heldOut) = folds.parts(of: fold)
      var generator = generator.stream(repetition, fold + 1)
      let order = Self.order(others, labels, using: &generator)
      return sizes.enumerated().map { place, size in
        Job(
          repetition: repetition, size: place, training: Array(order.prefix(size)),
          heldOut: heldOut)
      }
    }
  }

  /// Some texts in random order, in the first so many of which each label has about its share, and
  /// one text at least.
  private static func order(
    _ texts: [Int], _ labels: [Int], using generator: inout SeededGenerator
  ) -> [Int] {
    var keyed: [(key: Double, text: Int)] = []
    for (_, own) in Dictionary(grouping: texts, by: { labels[$0] }).sorted(by: { $0.key < $1.key })
    {
      for (rank, place) in generator.permutation(of: own.count).enumerated() {
        let key = rank == 0 ? 0 : (Double(rank) + 0.5) / Double(own.count)
        keyed.append((key, own[place]))
      }
    }
    return keyed.sorted { ($0.key, $0.text) < ($1.key, $1.text) }.map(\.text)
  }

  /// The held-out texts that a model answers right.
  private func rightAnswers(_ job: Job, _ texts: [LabelledText], _ name: String) throws -> [Int] {
    var fitter = fitter
    fitter.threads = 1
    fitter.groups = TextGroups(ofSingles: job.training.count)
    // With fewer texts a cross-validation changes probabilities and no answers.
    fitter.crossValidates =
      fitter.crossValidates && job.training.count >= FitConfiguration.comparedFrom
    let classifier = try fitter.fit(job.training.sorted().map { texts[$0] }, name: name)
      .makeClassifier()
    return try job.heldOut.filter { text in
      let answer = try classifier.answer(texts[text].text.utf8Span.span)
      return classifier.labels[answer.label] == texts[text].label
    }
  }

  private func rightAnswers(
    _ job: Job, _ places: [Int], by lesson: EncoderLesson, _ method: EncoderTraining.Method
  ) throws -> [Int] {
    let model = try lesson.teacher(method, job.training.sorted().map { places[$0] })
    return job.heldOut.filter { text in
      lesson.targets(lesson.scores(model, [places[text]])).likeliest[0]
        == lesson.targets[places[text]]
    }
  }

  /// The curve with the texts and the repetitions drawn anew, with replacement.
  private func samples(_ right: [[[Bool]]], texts scored: [Int]) -> [[Double]] {
    concurrentMap(Self.sampleCount, threads: threads) { sample in
      // Streams of their own, apart from those of the repetitions.
      var generator = generator.stream(-1 - sample)
      let texts = scored.map { _ in scored[generator.below(scored.count)] }
      let drawn = (0..<repetitions).map { _ in generator.below(repetitions) }
      return Self.accuracies(right, texts: texts, repetitions: drawn)
    }
  }

  /// The accuracy for each size.
  private static func accuracies(
    _ right: [[[Bool]]], texts: [Int], repetitions: [Int]
  ) -> [Double] {
    right[0].indices.map { size in
      let count = repetitions.reduce(0) { sum, repetition in
        let isRight = right[repetition][size]
        return sum + texts.reduce(0) { $0 + (isRight[$1] ? 1 : 0) }
      }
      return Double(count) / Double(texts.count * repetitions.count)
    }
  }
}

extension Int {
  fileprivate func ceilingDivided(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
