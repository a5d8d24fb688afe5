import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// Fits models to fixed draws of labelled texts and tests each on texts held out.
package struct FewShotExperiment: Sendable {
  package let fitter: LinearFitter

  /// What came of the draws of one size.
  package struct Result: Sendable, Codable {
    /// Labelled texts of each label; `nil` for the whole pool.
    package let textsPerLabel: Int?
    /// On the texts held out, a draw each.
    package let accuracies: [Double]
    package let mean: Double
    /// What always answering the most frequent label of the texts held out reaches.
    package let majorityBaseline: Double
    /// Sample standard deviation over the draws.
    package let standardDeviation: Double
    /// The mean expected calibration error.
    package let calibrationError: Double
    /// How often the accuracy lies in the 95 % interval that the fit gave; `nil` where it gave none.
    package let coverage: Double?
    /// The mean time of a fit.
    package let seconds: Double
  }

  package init(_ fitter: LinearFitter) { self.fitter = fitter }

  /// - Parameters:
  ///   - texts: all labelled texts of the file.
  ///   - sizes: numbers of texts a label; 0 for none, which needs names; `nil` for the whole pool.
  ///   - name: what messages call the texts.
  /// - Throws: `FileError` when the draws don't fit the texts, or a fit fails.
  package func run(
    _ draws: FewShotDraws, on texts: [LabelledText], sizes: [Int?], name: String
  ) throws -> [Result] {
    try draws.check(texts, name)
    let held = Array(texts[draws.test[0]..<draws.test[1]])
    let lists = try sizes.map { size in
      size == 0
        ? [[]]
        : try size.map { try draws.lists($0, of: texts, name) } ?? [
          Array(draws.pool[0]..<draws.pool[1])
        ]
    }
    return try zip(sizes, lists).map { size, lists in
      let trials = try lists.map { try trial($0.map { texts[$0] }, held: held) }
      return Result(textsPerLabel: size, trials, majorityBaseline: Self.baseline(held))
    }
  }

  private static func baseline(_ texts: [LabelledText]) -> Double {
    let counts = Dictionary(texts.map { ($0.label, 1) }, uniquingKeysWith: +)
    return Double(counts.values.max() ?? 0) / Double(texts.count)
  }

  fileprivate struct Trial {
    let accuracy: Double
    let calibrationError: Double
    let isCovered: Bool?
    let seconds: Double
  }

  private func trial(_ texts: [LabelledText], held: [LabelledText]) throws -> Trial {
    let start = ContinuousClock.now
    let model = try fitter.fit(texts)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let classifier = try model.makeClassifier()
    var calibration = Calibration()
    var correct = 0
    for text in held {
      let answer = try classifier.answer(text.text.utf8Span.span)
      let isCorrect = model.labels[answer.label] == text.label
      calibration.add(confidence: answer.probability, isCorrect: isCorrect)
      correct += isCorrect ? 1 : 0
    }
    let accuracy = Double(correct) / Double(held.count)
    return Trial(
      accuracy: accuracy, calibrationError: calibration.expectedError,
      isCovered: model.estimate?.interval.contains(accuracy),
      seconds: seconds)
  }
}

extension FewShotExperiment.Result {
  fileprivate init(
    textsPerLabel: Int?, _ trials: [FewShotExperiment.Trial], majorityBaseline: Double
  ) {
    let statistics = RunStatistics(trials.map(\.accuracy), independentTrials: trials.count)
    let count = Double(trials.count)
    let covered = trials.compactMap(\.isCovered)
    self.textsPerLabel = textsPerLabel
    accuracies = trials.map(\.accuracy)
    mean = statistics.mean
    self.majorityBaseline = majorityBaseline
    standardDeviation = statistics.standardDeviation
    calibrationError = trials.reduce(0) { $0 + $1.calibrationError } / count
    coverage =
      covered.isEmpty ? nil : Double(covered.count { $0 }) / Double(covered.count)
    seconds = trials.reduce(0) { $0 + $1.seconds } / count
  }
}
