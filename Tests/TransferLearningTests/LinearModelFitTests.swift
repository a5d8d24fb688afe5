import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

/// Fits without any of the optional parts, against a logistic regression of the mean vectors.
struct LinearModelFitTests {
  /// Without metric, weights by frequency and pseudo-labels the features are the mean vectors, brought
  /// to mean 0 over the reference and length 1 there.
  @Test(arguments: [2, 3])
  func barePartsLeaveALogisticRegression(topics: Int) throws {
    var texts = TopicTexts(seed: 41)
    var configuration = FitConfiguration()
    configuration.parts = []
    let labelled = texts.labelled(24, topics: topics)
    let statistics = try UnlabelledStatistics(
      texts.embeddings, reading: [], labelled: labelled, configuration: configuration)
    let labels = Array(TopicTexts.topics[..<topics])
    let known = try KnownTexts(labelled, labels: labels, embeddings: texts.embeddings)
    let features = try LabelledFeatures(
      known.encoded, labels: known.targets, labelCount: topics, statistics: statistics,
      isMany: false, addsPairs: false, threads: 1)
    let rows = Array(0..<20)
    let fit = LinearModelFit(statistics: statistics, labelled: features, names: nil)
    let model = try fit.scorer(FitMethod(kind: .means, inverseStrength: 2), rows: rows)

    let encoder = SentenceEncoder(texts.embeddings.vectors)
    let means = known.targets.indices.map { encoder.encode(known.encoded[$0]).map(Double.init) }
    let center = (0..<8).map { column in means.reduce(0) { $0 + $1[column] } / 24 }
    let centred = means.map { zip($0, center).map { $0 - $1 } }
    let length = (centred.joined().reduce(0) { $0 + $1 * $1 } / 24).squareRoot()
    var problem = LogisticRegression.Problem(
      features: DesignMatrix(
        dense: rows.flatMap { centred[$0].map { $0 / length } }, rowCount: rows.count),
      labels: rows.map { known.targets[$0] }, labelCount: topics)
    problem.inverseStrength = 2
    problem.biasVariance = 1
    let regression = LogisticRegression(problem)
    let outputs = regression.outputCount
    let scores = model.scores(of: features.texts, 0..<24)
    for text in 0..<24 {
      for output in 0..<outputs {
        let expected = (0..<8).reduce(regression.bias[output]) {
          $0 + centred[text][$1] / length * regression.weights[$1 * outputs + output]
        }
        #expect(abs(scores[text * outputs + output] - expected) < 1e-3)
      }
    }
  }

  /// Each text's score is that of a model which was fitted to the other folds alone.
  @Test func outOfFoldScoresAreThoseOfOtherModels() throws {
    var texts = TopicTexts(seed: 42)
    let labelled = texts.labelled(40, topics: 2)
    let statistics = try UnlabelledStatistics(texts.embeddings, reading: [], labelled: labelled)
    let known = try KnownTexts(
      labelled, labels: Array(TopicTexts.topics[..<2]), embeddings: texts.embeddings)
    let features = try LabelledFeatures(
      known.encoded, labels: known.targets, labelCount: 2, statistics: statistics,
      isMany: false, addsPairs: false, threads: 1)
    let fit = LinearModelFit(statistics: statistics, labelled: features, names: nil)
    let groups = TextGroups(ofSingles: known.targets.count)
    let validation = try #require(
      CrossValidation(
        labels: known.targets, labelCount: 2, groups: groups, threads: 2,
        cancellation: CancellationFlag()))
    let methods = [0.5, 5].map { FitMethod(kind: .means, inverseStrength: $0) }
    let generator = SeededGenerator(seed: 4)
    let scores = try fit.outOfFoldScores(methods, by: validation, using: generator)
    let strata = try #require(
      Folds.Strata(labels: known.targets, labelCount: 2, groups: groups))
    let folds = Folds(strata, using: generator)
    for (method, scores) in zip(methods, scores) {
      for text in [0, 7, 39] {
        let parts = (0..<folds.count).map { folds.parts(of: $0) }
        let others = try #require(parts.first { $0.heldOut.contains(text) }).training
        let model = try fit.scorer(method, rows: others)
        #expect(scores[text] == model.scores(of: features.texts, text..<text + 1)[0])
      }
    }
  }
}
