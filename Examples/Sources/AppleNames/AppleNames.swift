import Foundation
import Sentiment

/// Code that was written for Apple's frameworks, over this library.
@main
struct AppleNames {
  static func main() async throws {
    let opinions = NLModel(try SentimentModel.builtIn(for: .english))
    print("label:", opinions.predictedLabel(for: "It was great") ?? "none")
    print("unknown:", opinions.predictedLabel(for: "xyzzy") ?? "none")
    let hypotheses = opinions.predictedLabelHypotheses(for: "It was great", maximumCount: 1)
    print("hypotheses:", hypotheses.keys.joined())

    let embedding = NLEmbedding.wordEmbedding(for: .english)!
    let neighbors = embedding.neighbors(for: "wonderful", maximumCount: 3)
    print("neighbors:", neighbors.count, embedding.contains("wonderful"))
    print(
      "nearer:",
      embedding.distance(between: "wonderful", and: "great")
        < embedding.distance(between: "wonderful", and: "stupid"))
    print("French vectors:", NLEmbedding.wordEmbedding(for: .french) == nil ? "none" : "some")
    print(
      "language:",
      NLLanguageRecognizer.dominantLanguage(for: "c'est un film qui est dans la ville")?.rawValue
        ?? "none")

    let data = [
      "praise": ["a wonderful film", "great, I loved it", "moving and beautiful"],
      "blame": ["a boring film", "stupid, I hated it", "dull and ugly"],
    ]
    let classifier = try await MLTextClassifier(trainingData: data)
    print("trained:", try classifier.prediction(from: "great and beautiful"))
    print("error:", try await classifier.classificationError(on: data))
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("apple-names-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try classifier.write(to: path)
    print("read back:", try NLModel(contentsOf: path).predictedLabel(for: "boring") ?? "none")
  }
}
