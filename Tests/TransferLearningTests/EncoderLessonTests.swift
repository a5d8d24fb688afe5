import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

/// What a model with an encoder learns, and that it answers so when it is used.
struct EncoderLessonTests {
  private let texts = try! FilmReviews(.english).training
  private let unlabelled = ["A dull evening.", "What a joy to watch!", "The plot makes no sense."]

  private func lesson() throws -> (lesson: EncoderLesson, statistics: UnlabelledStatistics) {
    let embeddings = try SentimentModel.builtIn(for: .english).embeddings
    let statistics = try UnlabelledStatistics(embeddings, texts: texts.map(\.text) + unlabelled)
    let labels = try KnownTexts.labels(of: texts, name: "the reviews")
    let lesson = try EncoderLesson(
      texts: texts.map(\.text), targets: texts.map { labels.firstIndex(of: $0.label)! },
      labelCount: labels.count, unlabelled: unlabelled, encoder: .builtIn, cache: nil,
      statistics: statistics,
      threads: 2, cancellation: CancellationFlag(), progress: { _ in })
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

  /// Standardization, rarity and the lengths of terms are folded into the weights that are kept.
  @Test func theModelAnswersAsTeacherAndStudentDo() throws {
    let (lesson, statistics) = try lesson()
    let teacher = try lesson.teacher(Array(0..<lesson.count))
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

  @Test func theStudentAnswersAsItsTeacher() throws {
    let (lesson, _) = try lesson()
    let teacher = try lesson.teacher(Array(0..<lesson.count))
    let student = try lesson.student(of: teacher)
    let all = Array(0..<lesson.count + unlabelled.count)
    for (taught, teaching) in zip(lesson.scores(student, all), lesson.scores(teacher, all)) {
      #expect((taught > 0) == (teaching > 0))
    }
  }

  /// Balanced asks exactly where the fast model's answer is less probable than the threshold.
  @Test func theEncoderIsAskedWhereTheFastModelIsUnsure() throws {
    let (lesson, statistics) = try lesson()
    let teacher = try lesson.teacher(Array(0..<lesson.count))
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
      of: [.texts(texts)], options: ReadingOptions(), limit: 100, cancellation: CancellationFlag())
    #expect(50...100 ~= spread.texts.count)
    #expect(spread.texts.first == "text 0")
    let places = spread.texts.compactMap { Int($0.dropFirst(5)) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 == places[1] - places[0] })
    #expect(places.last! > 900)
  }
}
