import SentimentClassification
import SentimentTextProcessing
import Synchronization
import Testing

@testable import SentimentTransferLearning

struct NetworkFitterTests {
  /// The estimate is the fraction of right answers of models that were trained without each text, and
  /// its interval holds the accuracy on texts that no model has seen.
  @Test(arguments: EncoderKind.allCases)
  func theEstimateHolds(encoder: EncoderKind) throws {
    var texts = TopicTexts(seed: 31)
    let labelled = texts.labelled(60)
    var configuration = encoder.configuration
    configuration.hiddenSize = 8
    configuration.maximumEpochs = 20
    var fitter = NetworkFitter(configuration, encoder: encoder)
    fitter.threads = 2
    let fitted = try fitter.fitWithCrossValidation(labelled, on: texts.embeddings)
    let estimate = try #require(fitted.model.estimate)
    #expect(estimate.folds == 10 && estimate.repetitions == 1)
    #expect(fitted.outOfFold.map(\.index) == Array(0..<60))
    for answer in fitted.outOfFold {
      #expect(answer.isRight == (answer.label == labelled[answer.index].label))
      #expect(answer.isRight == (answer.probability == answer.probabilityOfTruth))
    }
    #expect(estimate.accuracy == Double(fitted.outOfFold.count(where: \.isRight)) / 60)
    let accuracy = try TopicTexts.accuracy(of: fitted.model, on: texts.labelled(300))
    let interval = estimate.interval
    #expect(interval.lowerBound - 0.05 <= accuracy && accuracy <= interval.upperBound + 0.05)
    let training = try #require(fitted.model.card.networkTraining)
    #expect(training.configuration == configuration && training.epochs <= 20)
  }

  /// Labels that have nothing to do with the texts are answered no better than by chance, though a
  /// network learns them by heart.
  @Test func labelsByChanceAreNotLearned() throws {
    var texts = TopicTexts(seed: 32)
    let labelled = texts.labelled(80).enumerated().map {
      LabelledText(label: $0 % 2 == 0 ? "a" : "b", text: $1.text, line: $0)
    }
    let model = try NetworkFitter().fit(labelled, on: texts.embeddings)
    #expect(try #require(model.estimate).accuracy < 0.7)
    #expect(try TopicTexts.accuracy(of: model, on: labelled) > 0.7)
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    var texts = TopicTexts(seed: 33)
    let labelled = texts.labelled(30)
    let cards = try [1, 3].map { threads in
      var fitter = NetworkFitter()
      fitter.threads = threads
      return try fitter.fit(labelled, on: texts.embeddings).card
    }
    #expect(cards[0] == cards[1])
  }

  /// Texts without a known word teach nothing, and the prior counts them.
  @Test func unknownTextsAreCounted() throws {
    var texts = TopicTexts(seed: 34)
    let unknown = LabelledText(label: "food", text: "xyzzy", line: 41)
    let fitted = try NetworkFitter().fitWithCrossValidation(
      [unknown] + texts.labelled(40, topics: 2), on: texts.embeddings)
    #expect(fitted.model.card.textCount == 41 && fitted.model.card.unknownTextCount == 1)
    #expect(fitted.outOfFold.map(\.index) == Array(1...40))
    #expect(abs(fitted.model.prior[0] - 21.0 / 41) < 1e-9)
  }

  @Test func progressGoesFromTrainingToCrossValidation() throws {
    var texts = TopicTexts(seed: 35)
    let seen = Mutex<[LearningProgress]>([])
    var fitter = NetworkFitter()
    fitter.progress = { progress in seen.withLock { $0.append(progress) } }
    let model = try fitter.fit(texts.labelled(30), on: texts.embeddings)
    let events = seen.withLock { $0 }
    let epochs = try #require(model.card.networkTraining).epochs
    #expect(events.count { $0.phase == .training } == epochs)
    #expect(events.last == LearningProgress(.crossValidation, fractionCompleted: 1))
    #expect(events.count { $0.phase == .crossValidation } == 10)
  }

  @Test func whatCannotBeFittedIsAnError() throws {
    let texts = TopicTexts(seed: 36)
    let one = [LabelledText(label: "food", text: "food1", line: 1)]
    let unknown = ["a", "b"].map { LabelledText(label: $0, text: "xyzzy", line: 1) }
    for labelled in [one, [], unknown] {
      #expect(throws: FileError.self) {
        try NetworkFitter().fit(labelled, on: texts.embeddings)
      }
    }
  }
}
