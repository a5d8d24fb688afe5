import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// What a model with an encoder learns, and that it answers so when it is used.
struct EncoderLessonTests {
  private let texts = try! FilmReviews(.english).training
  private let unlabelled = ["A dull evening.", "What a joy to watch!", "The plot makes no sense."]

  private func lesson(
    names: [SeedWords] = []
  ) throws -> (lesson: EncoderLesson, statistics: UnlabelledStatistics) {
    let embeddings = try SentimentModel(vectorsFor: .english).embeddings
    let statistics = try UnlabelledStatistics(embeddings, texts: texts.map(\.text) + unlabelled)
    let labels = try KnownTexts.labels(of: texts, name: "the reviews")
    let base = try LinearFitter(statistics, names: names).fitWithCrossValidation(texts)
    let lesson = try EncoderLesson(
      texts: texts.map(\.text), targets: texts.map { labels.firstIndex(of: $0.label)! },
      labelCount: labels.count, unlabelled: unlabelled, encoder: .builtIn, cache: nil,
      base: try #require(base.linear), names: names, threads: 2, cancellation: CancellationFlag(),
      progress: { _ in })
    return (lesson, statistics)
  }

  private func model(
    _ classifier: EncoderClassifier, _ statistics: UnlabelledStatistics, _ speed: ClassifierSpeed
  ) -> SentimentModel {
    let training = LinearTraining(
      configuration: FitConfiguration(), method: FitMethod(kind: .encoder, inverseStrength: 1),
      names: [], labelCounts: [4, 4], unlabelledTextCount: 0)
    var model = SentimentModel(
      embeddings: statistics.embeddings, labels: ["negative", "positive"], prior: [0.5, 0.5],
      head: .encoder(classifier),
      card: ModelCard(training: .linear(training), textCount: 8, unknownTextCount: 0))
    model.speed = speed
    return model
  }

  private static let names = [
    SeedWords(label: "negative", words: ["bad", "awful"]),
    SeedWords(label: "positive", words: ["good", "great"]),
  ]

  /// Standardization, rarity, the lengths of terms and what other models say are folded into the weights that
  /// are kept.
  @Test(arguments: EncoderTraining.Method.allCases)
  func theModelAnswersAsTeacherAndStudentDo(method: EncoderTraining.Method) throws {
    let (lesson, statistics) = try lesson(names: Self.names)
    #expect(Set(lesson.methods) == Set(EncoderTraining.Method.allCases))
    let teacher = try lesson.teacher(method, Array(0..<lesson.count))
    let student = try lesson.student(of: teacher)
    for speed in [ClassifierSpeed.fast, .accurate] {
      let model = model(lesson.classifier(teacher, student, threshold: 0.9), statistics, speed)
      for (row, text) in (texts.map(\.text) + unlabelled).enumerated() {
        let scores =
          speed == .fast ? lesson.scores(student, [row]) : lesson.scores(teacher, [row])
        let expected = LogisticRegression.probabilities(scores[...])[1]
        let answer = try model.classify(text)
        #expect(abs(answer.probabilities["positive"]! - expected) < 1e-4, "\(speed): \(text)")
      }
    }
  }

  /// Against `z = v·U + b` by hand, with the opinions of `general` as it is used.
  @Test func opinionsAreThoseOfTheGeneralModel() throws {
    let opinions = try BuiltInOpinions()
    let general = try #require(try SentimentModel(embedded: SentimentModel.generalName))
    guard case .encoder(let classifier) = general.head else {
      Issue.record("general asks an encoder")
      return
    }
    let terms = NGramScorer(classifier.terms)
    for text in unlabelled {
      let vector = try TransformerEncoder.builtIn.vector(of: text)
      let logits = classifier.logits(vector[...], [], terms: terms)
      let polarity = zip(opinions.weights, vector).reduce(opinions.bias[0]) {
        $0 + Double($1.0 * $1.1)
      }
      #expect(abs(polarity - (logits[2] - logits[0])) < 1e-3)
    }
  }

  /// The names alone tell good texts from bad ones.
  @Test func namesTeachWithoutLabels() throws {
    let (lesson, _) = try lesson(names: Self.names)
    let teacher = try #require(lesson.teacherOfNames())
    let scores = lesson.scores(teacher, Array(0..<lesson.textCount))
    #expect(scores[lesson.count] < scores[lesson.count + 1])
    let isRight = texts.indices.map { (scores[$0] > 0) == (lesson.targets[$0] == 1) }
    #expect(isRight.count { $0 } >= 6)
  }

  @Test func theStudentAnswersAsItsTeacher() throws {
    let (lesson, _) = try lesson()
    let teacher = try lesson.teacher(.encoder, Array(0..<lesson.count))
    let student = try lesson.student(of: teacher)
    let all = Array(0..<lesson.count + unlabelled.count)
    for (taught, teaching) in zip(lesson.scores(student, all), lesson.scores(teacher, all)) {
      #expect((taught > 0) == (teaching > 0))
    }
  }

  /// Balanced asks exactly where the fast model's answer is less probable than the threshold.
  @Test func theEncoderIsAskedWhereTheFastModelIsUnsure() throws {
    let (lesson, statistics) = try lesson()
    let teacher = try lesson.teacher(.encoder, Array(0..<lesson.count))
    let student = try lesson.student(of: teacher)
    func answers(_ speed: ClassifierSpeed, threshold: Double) throws -> [Double] {
      let model = model(
        lesson.classifier(teacher, student, threshold: threshold), statistics, speed)
      return try texts.map { try model.classify($0.text).probabilities["positive"]! }
    }
    let fast = try answers(.fast, threshold: 0.9)
    let accurate = try answers(.accurate, threshold: 0.9)
    let certainties = fast.map { max($0, 1 - $0) }
    let threshold = certainties.sorted()[certainties.count / 2]
    let balanced = try answers(.balanced, threshold: threshold)
    for index in fast.indices {
      #expect(balanced[index] == (certainties[index] >= threshold ? fast[index] : accurate[index]))
    }
    #expect(balanced != fast)
    #expect(balanced != accurate)
  }

  @Test func textsAreSpreadOverTheirSources() throws {
    let texts = (0..<1_000).map { "text \($0)" }
    let spread = try TextSpread(
      of: [.texts(texts)], options: ReadingOptions(), limit: .init(texts: 100),
      cancellation: CancellationFlag())
    #expect(50...100 ~= spread.texts.count)
    #expect(spread.texts.first == "text 0")
    let places = spread.texts.compactMap { Int($0.dropFirst(5)) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 == places[1] - places[0] })
    #expect(places.last! > 900)
  }

  /// Long texts count by what an encoder reads of them.
  @Test func theLimitOfBytesHolds() {
    let long = String(repeating: "word ", count: 10_000)
    let spread = TextSpread(
      Array(repeating: long, count: 64), limit: .init(texts: 1_000, bytes: 12_000))
    #expect(5...10 ~= spread.texts.count)
    #expect(TextSpread([long], limit: .init(texts: 10, bytes: 100)).texts.count == 1)
  }
}
