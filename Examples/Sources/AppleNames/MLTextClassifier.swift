import Sentiment

/// MLTextClassifier of Apple's Create ML: texts by their labels in, a model out.
struct MLTextClassifier {
  let model: SentimentModel

  init(trainingData: [String: [String]]) async throws {
    model = try await SentimentModel.fit(trainingData)
  }

  func prediction(from text: String) throws -> String {
    try model.classify(text).likeliestLabel
  }

  func predictions(from texts: [String]) async throws -> [String] {
    try await model.classify(texts).map(\.likeliestLabel)
  }

  /// The fraction of the texts that get another label than theirs.
  func classificationError(on testData: [String: [String]]) async throws -> Double {
    var (wrong, count) = (0, 0)
    for (label, texts) in testData {
      let answers = try await predictions(from: texts)
      wrong += answers.count { $0 != label }
      count += texts.count
    }
    return count > 0 ? Double(wrong) / Double(count) : 0
  }

  func write(to path: String) throws { try model.write(to: path) }
}
