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
  private let encoder: TransformerEncoder
  private let statistics: UnlabelledStatistics
  private let vectors: TextVectors
  private let index: NGramIndex
  private let features: TextFeatures
  /// Word vectors' means, `[texts × dimension of the word vectors]`.
  private let wordVectors: [Double]
  /// `log((1 + texts) / (1 + texts with the term))`, in the mean over the labelled texts' terms 1.
  private let rarity: [Float]
  /// Columns of the teacher: the labelled texts' terms unless these are left out, `-1` for others.
  private let columns: [Int32]
  private let columnTerms: [Int]
  private let cancellation: CancellationFlag

  /// The labelled texts.
  var count: Int { targets.count }

  // Found on customer reviews and question types with 16 labels of each kind; 2 to 10 for the student's
  // strength give the same within a point.
  /// The penalty `C` of the teacher's regression.
  static let teacherStrength = 3.0
  /// How much longer than the encoder's numbers, of length ``TextVectors/scale`` each, terms are.
  private static let termLength: Float = 1.5
  /// The penalty `C` of the student's.
  private static let studentStrength = 3.0
  /// A pair of words counts when it stands in so many texts.
  private static let leastTextsOfPair = 2

  /// - Parameter texts: the labelled ones.
  /// - Throws: `FileError`; `CancellationError`.
  init(
    texts: [String], targets: [Int], labelCount: Int, unlabelled: [String],
    encoder: TransformerEncoder, cache: VectorCache?, statistics: UnlabelledStatistics,
    threads: Int, cancellation: CancellationFlag,
    progress: @escaping @Sendable (LearningProgress) -> Void
  ) throws {
    self.targets = targets
    self.labelCount = labelCount
    self.encoder = encoder
    self.statistics = statistics
    self.cancellation = cancellation
    outputCount = LogisticRegression.outputCount(labels: labelCount)
    let all = texts + unlabelled
    vectors = try TextVectors(
      texts, unlabelled, by: encoder, cache: cache, threads: threads, cancellation: cancellation
    ) {
      progress(LearningProgress(.encoding, fractionCompleted: $0))
    }
    let encoded = try EncodedTexts(all, embeddings: statistics.embeddings)
    var index = statistics.index
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

extension EncoderLesson {
  /// `z = v·U + b + Σₜ B(t) / √(n + 1)`, where `v` are the encoder's standardized numbers.
  struct Teacher: Sendable {
    /// `U`, `[dimension × outputs]`.
    fileprivate var weights: [Double]
    var bias: [Double]
    /// `B` of the lesson's columns, `[columns × outputs]`.
    fileprivate var termWeights: [Double]

    mutating func scale(by factor: Double) {
      for index in weights.indices { weights[index] *= factor }
      for index in bias.indices { bias[index] *= factor }
      for index in termWeights.indices { termWeights[index] *= factor }
    }
  }

  /// The lesson's columns of some texts.
  private func columns(of texts: some Sequence<Int>) -> SparseRows {
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
  func teacher(_ rows: [Int]) throws -> Teacher {
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(
        dense: rows.flatMap { vectors[$0..<$0 + 1] }, rowCount: rows.count,
        sparse: columns(of: rows)),
      labels: rows.map { targets[$0] }, labelCount: labelCount)
    problem.inverseStrength = Self.teacherStrength
    let regression = try LogisticRegression(problem, check: cancellation.check)
    let start = vectors.dimension * outputCount
    return Teacher(
      weights: Array(regression.weights[..<start]), bias: regression.bias,
      termWeights: Array(regression.weights[start...]))
  }

  /// `z` of some texts, `[texts × outputs]`.
  func scores(_ teacher: Teacher, _ texts: [Int]) -> [Double] {
    let design = DesignMatrix(
      dense: texts.flatMap { vectors[$0..<$0 + 1] }, rowCount: texts.count,
      sparse: columns(of: texts))
    return design.product(with: teacher.weights + teacher.termWeights, outputs: outputCount)
      .enumerated().map { $1 + teacher.bias[$0 % outputCount] }
  }

  /// `z` of some texts by a student, `[texts × outputs]`.
  func scores(_ student: LinearModel, _ texts: [Int]) -> [Double] {
    texts.flatMap { student.scores(of: features, $0..<$0 + 1) }
  }

  /// Texts without labels that have a known word.
  var unlabelledTexts: [Int] { (count..<features.count).filter(features.isKnown) }

  /// A linear model of words, pairs and word vectors that gives to some texts the teacher's probabilities.
  ///
  /// - Parameter texts: with known words; `nil` for all that have some.
  /// - Throws: `CancellationError`.
  func student(of teacher: Teacher, on texts: [Int]? = nil) throws -> LinearModel {
    let texts = texts ?? (0..<features.count).filter(features.isKnown)
    let targets = self.targets(scores(teacher, texts))
    var rows = SparseRows(columnCount: index.count)
    for text in texts {
      let share = features.normalizers[text]
      rows.append(features.terms(of: text).lazy.map { ($0, rarity[Int($0)] * share) })
    }
    let dimension = features.dimension
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(
        dense: texts.flatMap { wordVectors[$0 * dimension..<($0 + 1) * dimension] },
        rowCount: texts.count, sparse: rows),
      targets: targets)
    problem.inverseStrength = Self.studentStrength
    let regression = try LogisticRegression(problem, check: cancellation.check)
    let start = dimension * outputCount
    let folded = statistics.pairsMap.folded(
      Array(regression.weights[..<start]), bias: regression.bias)
    let termWeights = regression.weights[start...].enumerated().map { place, weight in
      Float(weight) * rarity[place / outputCount]
    }
    return LinearModel(direction: folded.direction, bias: folded.bias, termWeights: termWeights)
  }

  /// The probabilities of scores, `[texts × outputs]`.
  func targets(_ scores: [Double]) -> LabelTargets {
    LabelTargets(
      probabilities: stride(from: 0, to: scores.count, by: outputCount).flatMap { start in
        LogisticRegression.probabilities(scores[start..<start + outputCount]).map(Float.init)
      }, labelCount: labelCount)
  }

  /// The teacher and the student as they are used.
  func classifier(_ teacher: Teacher, _ student: LinearModel, threshold: Double)
    -> EncoderClassifier
  {
    let folded = vectors.folded(teacher.weights[...], outputs: outputCount)
    var termWeights = [Float](repeating: 0, count: index.count * outputCount)
    for (place, weight) in teacher.termWeights.enumerated() {
      let term = columnTerms[place / outputCount]
      termWeights[term * outputCount + place % outputCount] =
        Float(weight) * rarity[term] * Self.termLength
    }
    let terms = LinearModel(
      direction: [Double](repeating: 0, count: features.dimension * outputCount),
      bias: zip(teacher.bias, folded.bias).map(+), termWeights: termWeights)
    return EncoderClassifier(
      encoder: encoder, weights: folded.weights,
      terms: terms.classifier(encoder: statistics.encoder, index: index),
      fast: student.classifier(encoder: statistics.encoder, index: index), threshold: threshold)
  }
}
