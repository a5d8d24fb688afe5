import SentimentClassification
import SentimentPlatform
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// What a teacher learns from and a student is taught on: the labelled texts, and behind them texts without
/// labels, as the encoder and as words, pairs and word vectors see them.
struct EncoderLesson: Sendable {
  let targets: [Int]
  let labelCount: Int
  let outputCount: Int
  /// How much each labelled text counts; `nil` where each counts 1.
  let weights: [Double]?
  /// By what a teacher can learn.
  private(set) var methods: [EncoderTraining.Method] = []
  private let encoder: TransformerEncoder
  private let base: FittedLinearModel
  /// What the encoder makes of the texts.
  let vectors: TextVectors
  private let index: NGramIndex
  private let features: TextFeatures
  /// Word vectors' means, `[texts × dimension of the word vectors]`.
  private let wordVectors: [Double]
  /// `log((1 + texts) / (1 + texts with the term))`, in the mean over the labelled texts' terms 1.
  private let rarity: [Float]
  /// Columns of the teacher: the labelled texts' terms unless these are left out, `-1` for others.
  private let columns: [Int32]
  private let columnTerms: [Int]
  /// What other models say of the texts, by the method that learns beside it.
  private var hints: [EncoderTraining.Method: EncoderHint] = [:]
  private let cancellation: CancellationFlag

  /// The labelled texts.
  var count: Int { targets.count }
  /// Those without labels stand behind them.
  var textCount: Int { features.count }
  /// The numbers of a text's vector.
  var dimension: Int { vectors.dimension }
  /// The labelled texts' vectors, `[texts × dimension]`.
  var encodedTexts: [Float] { Array(vectors.numbers[..<(count * dimension)]) }

  // Found with 4, 16 and 64 labels of each kind on customer reviews, question types, subjectivity and
  // opinions, intents and hotels in four languages; 0.3 to 3 for the teacher's strength and 2 to 10 for the
  // student's give the same within a point.
  /// The penalty `C` of the teacher's regression.
  static let teacherStrength = 1.0
  /// How much longer than the encoder's features, of length ``TextVectors/scale`` each, terms are.
  private static let termLength: Float = 1.5
  /// The penalty `C` of the student's.
  private static let studentStrength = 3.0
  /// A pair of words counts when it stands in so many texts.
  private static let leastTextsOfPair = 2

  /// - Parameters:
  ///   - texts: the labelled ones.
  ///   - weights: of the labelled texts; `nil` where each counts 1.
  ///   - vectors: what the encoder makes of the texts; `nil` to have it read them.
  ///   - base: a model of words that was fitted to them, whose terms and word vectors are used.
  ///   - names: of the labels, in their order; none where there are none.
  /// - Throws: `FileError`; `CancellationError`.
  init(
    texts: [String], targets: [Int], labelCount: Int, weights: [Double]? = nil,
    unlabelled: [String],
    vectors: TextVectors? = nil, encoder: TransformerEncoder, cache: VectorCache?,
    base: FittedLinearModel, names: [SeedWords] = [], threads: Int, cancellation: CancellationFlag,
    progress: @escaping @Sendable (LearningProgress) -> Void
  ) throws {
    self.targets = targets
    self.labelCount = labelCount
    self.weights = weights
    self.encoder = encoder
    self.base = base
    self.cancellation = cancellation
    outputCount = LogisticRegression.outputCount(labels: labelCount)
    let statistics = base.statistics
    let tokenizer = statistics.embeddings.settings.tokenizer
    self.vectors =
      try vectors
      ?? TextVectors(
        TextAnalyzer.readableTexts(texts, by: tokenizer),
        TextAnalyzer.readableTexts(unlabelled, by: tokenizer), by: encoder, cache: cache,
        threads: threads, cancellation: cancellation
      ) {
        progress(LearningProgress(.encoding, fractionCompleted: $0))
      }
    let encoded = try EncodedTexts(texts + unlabelled, embeddings: statistics.embeddings)
    var index = base.index
    try index.addPairs(
      of: encoded, minimumTexts: Self.leastTextsOfPair, threads: threads, cancellation: cancellation
    )
    self.index = index
    features = try TextFeatures(
      encoded, encoder: statistics.encoder, index: index, threads: threads,
      cancellation: cancellation)
    wordVectors = statistics.pairsMap.features(of: features.means)
    (rarity, columns, columnTerms) = Self.terms(
      features, labelled: texts.count, of: index.count,
      usesTerms: statistics.configuration.parts.contains(.wordPairs))
    methods = [.words, .encoder]
    let opinions =
      encoder.digest == TransformerEncoder.builtIn.digest
        && statistics.configuration.parts.contains(.opinions) ? try BuiltInOpinions() : nil
    if let opinions {
      add(.encoderAndOpinions, EncoderHint(model(of: opinions), of: self))
    }
    if let scores = base.names {
      add(.encoderAndNames, try hint(of: names, beside: scores, opinions))
    }
  }

  private mutating func add(_ method: EncoderTraining.Method, _ hint: EncoderHint) {
    methods.append(method)
    hints[method] = hint
  }

  private static func terms(
    _ features: TextFeatures, labelled: Int, of termCount: Int, usesTerms: Bool
  ) -> (rarity: [Float], columns: [Int32], columnTerms: [Int]) {
    var counts = [Int32](repeating: 0, count: termCount)
    for term in features.terms { counts[Int(term)] += 1 }
    var rarity = counts.map { Float(log(Double(1 + features.count) / Double(1 + $0))) + 1 }
    var columns = [Int32](repeating: -1, count: termCount)
    var columnTerms: [Int] = []
    var sum = 0.0
    var occurrences = 0
    for text in 0..<labelled {
      for term in features.terms(of: text) {
        if usesTerms, columns[Int(term)] < 0 {
          columns[Int(term)] = Int32(columnTerms.count)
          columnTerms.append(Int(term))
        }
        sum += Double(rarity[Int(term)])
        occurrences += 1
      }
    }
    let mean = occurrences > 0 ? Float(sum / Double(occurrences)) : 1
    for term in rarity.indices { rarity[term] /= mean }
    return (rarity, columns, columnTerms)
  }
}

// MARK: - The teacher

extension EncoderLesson {
  /// The lesson's columns of some texts.
  private func columns(of texts: [Int]) -> SparseRows {
    var rows = SparseRows(columnCount: columnTerms.count)
    for text in texts {
      let share = features.normalizers[text] * Self.termLength
      rows.append(
        features.terms(of: text).lazy.filter { columns[Int($0)] >= 0 }.map {
          (UInt32(columns[Int($0)]), rarity[Int($0)] * share)
        })
    }
    return rows
  }

  /// - Parameter rows: the labelled texts to learn from.
  /// - Throws: `CancellationError`.
  func teacher(_ method: EncoderTraining.Method, _ rows: [Int]) throws -> EncoderModel {
    if method == .words { return EncoderModel(base.model, dimension: vectors.dimension) }
    let hint = hints[method]
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(
        dense: rows.flatMap { row -> [Double] in
          vectors.features(row) + (hint?.scores(of: row) ?? [])
        },
        rowCount: rows.count, sparse: columns(of: rows)),
      labels: rows.map { targets[$0] }, labelCount: labelCount)
    problem.inverseStrength = Self.teacherStrength
    problem.importances = weights.map { weights in rows.map { weights[$0] } }
    if let hint, hint.scale > 0 {
      problem.offsets = rows.flatMap { row in hint.scores(of: row).map { $0 * hint.scale } }
    }
    let regression = try LogisticRegression(problem, check: cancellation.check)
    let hintStart = vectors.dimension * outputCount
    let termStart = hintStart + (hint?.model.outputCount ?? 0) * outputCount
    let folded = vectors.folded(regression.weights[..<hintStart], outputs: outputCount)
    var termWeights = [Float](repeating: 0, count: index.count * outputCount)
    for (place, weight) in regression.weights[termStart...].enumerated() {
      let term = columnTerms[place / outputCount]
      termWeights[term * outputCount + place % outputCount] =
        Float(weight) * rarity[term] * Self.termLength
    }
    var teacher = EncoderModel(
      weights: folded.weights,
      words: LinearModel(
        direction: [Double](repeating: 0, count: features.dimension * outputCount),
        bias: zip(regression.bias, folded.bias).map(+), termWeights: termWeights))
    if let hint {
      teacher.add(
        hint.model, mixedBy: hint.mix(regression.weights[hintStart..<termStart], outputCount))
    }
    return teacher
  }

  /// What the names of labels tell without any labelled text.
  func teacherOfNames() -> EncoderModel? {
    hints[.encoderAndNames].map {
      var teacher = $0.model
      teacher.scale(by: FitConfiguration.namesScaleWithoutLabels)
      return teacher
    }
  }

  /// `z` of some texts, `[texts × outputs]`.
  func scores(_ model: EncoderModel, _ texts: [Int]) -> [Double] {
    texts.flatMap { text -> [Double] in
      let ofWords = model.words.scores(of: features, text..<text + 1)
      return zip(model.scores(of: vectors[text]), ofWords).map { $0 + $1 }
    }
  }
}

// MARK: - The student

extension EncoderLesson {
  /// `z` of some texts by a student, `[texts × outputs]`.
  func scores(_ student: LinearModel, _ texts: [Int]) -> [Double] {
    texts.flatMap { student.scores(of: features, $0..<$0 + 1) }
  }

  /// Texts without labels that have a known word.
  var unlabelledTexts: [Int] { (count..<features.count).filter(features.isKnown) }

  /// A linear model of words, pairs and word vectors that gives to some texts the teacher's probabilities.
  /// What the model of words alone says of a text is one of its features.
  ///
  /// - Parameter texts: with known words; `nil` for all that have some.
  /// - Throws: `CancellationError`.
  func student(of teacher: EncoderModel, on texts: [Int]? = nil) throws -> LinearModel {
    let texts = texts ?? (0..<features.count).filter(features.isKnown)
    let targets = self.targets(scores(teacher, texts))
    var rows = SparseRows(columnCount: index.count)
    for text in texts {
      let share = features.normalizers[text]
      rows.append(features.terms(of: text).lazy.map { ($0, rarity[Int($0)] * share) })
    }
    let dimension = features.dimension
    let baseScores = scores(base.model, texts)
    let baseScale = baseScale
    var dense: [Double] = []
    for (row, text) in texts.enumerated() {
      dense += wordVectors[text * dimension..<(text + 1) * dimension]
      for score in baseScores[row * outputCount..<(row + 1) * outputCount] {
        dense.append(score * baseScale)
      }
    }
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(dense: dense, rowCount: texts.count, sparse: rows), targets: targets)
    problem.inverseStrength = Self.studentStrength
    let regression = try LogisticRegression(problem, check: cancellation.check)
    let baseStart = dimension * outputCount
    let termStart = baseStart + outputCount * outputCount
    let folded = base.statistics.pairsMap.folded(
      Array(regression.weights[..<baseStart]), bias: regression.bias)
    let termWeights = regression.weights[termStart...].enumerated().map { place, weight in
      Float(weight) * rarity[place / outputCount]
    }
    var student = LinearModel(
      direction: folded.direction, bias: folded.bias, termWeights: termWeights)
    student.add(
      base.model, mixedBy: regression.weights[baseStart..<termStart].map { $0 * baseScale })
    return student
  }

  /// What brings the scores of the model of words alone to the standard deviation 1 over all texts.
  private var baseScale: Double {
    let scores = base.model.scores(of: features)
    let deviations = (0..<outputCount).map {
      ScoreColumn(scores, output: $0, of: outputCount).standardDeviation
    }
    let mean = deviations.reduce(0, +) / Double(outputCount)
    return mean > 1e-12 ? 1 / mean : 0
  }

  /// The probabilities of scores, `[texts × outputs]`.
  func targets(_ scores: [Double]) -> LabelTargets {
    LabelTargets(
      probabilities: stride(from: 0, to: scores.count, by: outputCount).flatMap { start in
        LogisticRegression.probabilities(scores[start..<start + outputCount]).map(Float.init)
      }, labelCount: labelCount)
  }

  /// The teacher and the student as they are used.
  func classifier(_ teacher: EncoderModel, _ student: LinearModel, threshold: Double)
    -> EncoderClassifier
  {
    let words = base.statistics.encoder
    return EncoderClassifier(
      encoder: encoder, weights: teacher.weights,
      terms: teacher.words.classifier(encoder: words, index: index),
      fast: student.classifier(encoder: words, index: index), threshold: threshold)
  }
}

// MARK: - What is known before labelled texts tell

extension EncoderLesson {
  /// Where the scores of the labels' names and of the built-in model's opinions are so alike, the names mean
  /// good and bad.
  private static let likeness = 0.8

  private func model(of opinions: BuiltInOpinions) -> EncoderModel {
    EncoderModel(
      weights: opinions.weights,
      words: LinearModel(
        direction: [Double](
          repeating: 0, count: features.dimension * BuiltInOpinions.outputCount),
        bias: opinions.bias))
  }

  /// The encoder's axis between the labels' words, and what word vectors make of them: they err on other
  /// texts. Where the words mean good and bad, the built-in model is asked too, and it tells how many texts
  /// are on which side.
  private func hint(
    of names: [SeedWords], beside scores: LinearModel, _ opinions: BuiltInOpinions?
  ) throws -> EncoderHint {
    var sum = standardized(EncoderModel(scores, dimension: vectors.dimension))
    let axis = standardized(try axis(of: names))
    sum.add(axis, times: 1)
    guard outputCount == 1, let opinions else {
      return EncoderHint(sum, of: self, scale: FitConfiguration.namesScale)
    }
    var polarity = EncoderModel(
      LinearModel(direction: [Double](repeating: 0, count: features.dimension), bias: [0]),
      dimension: vectors.dimension)
    var mix = [Double](repeating: 0, count: BuiltInOpinions.outputCount)
    mix[BuiltInOpinions.polarity] = 1
    polarity.add(model(of: opinions), mixedBy: mix)
    let all = Array(0..<features.count)
    let values = self.scores(polarity, all)
    let agreement = ScoreColumn(values, output: 0, of: 1).correlation(
      with: ScoreColumn(self.scores(axis, all), output: 0, of: 1))
    guard abs(agreement) >= Self.likeness else {
      return EncoderHint(sum, of: self, scale: FitConfiguration.namesScale)
    }
    let negative = Double(values.count { $0 < 0 }) / Double(values.count)
    sum.add(standardized(polarity), times: agreement > 0 ? 1 : -1)
    return EncoderHint(
      sum, of: self, scale: FitConfiguration.namesScale,
      quantile: agreement > 0 ? negative : 1 - negative)
  }

  private func standardized(_ model: EncoderModel) -> EncoderModel {
    EncoderHint(model, of: self).model
  }

  /// From the other labels' words to a label's.
  private func axis(of names: [SeedWords]) throws -> EncoderModel {
    let dimension = vectors.dimension
    let means = try names.map { names in
      let vectors = try encoder.encode(
        names.words.flatMap { [$0, $0 + "!"] }, cancellation: cancellation)
      let count = Float(vectors.count / dimension)
      return (0..<dimension).map { column in
        stride(from: column, to: vectors.count, by: dimension).reduce(0) { $0 + vectors[$1] }
          / count
      }
    }
    let axes = (0..<outputCount).map { output in
      // Of two labels, the output is the second's.
      let label = outputCount == 1 ? 1 : output
      return (0..<dimension).map { column in
        let others = means.indices.filter { $0 != label }.reduce(0) { $0 + means[$1][column] }
        return means[label][column] - others / Float(means.count - 1)
      }
    }
    return EncoderModel(
      weights: Array(axes.joined()),
      words: LinearModel(
        direction: [Double](repeating: 0, count: features.dimension * outputCount),
        bias: [Double](repeating: 0, count: outputCount)))
  }
}
