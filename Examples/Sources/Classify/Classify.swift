import Sentiment

/// Classifies texts by the built-in model: one, many at once, and one after another as they come.
@main
struct Classify {
  static func main() async throws {
    let model = try SentimentModel.builtIn(for: .english)

    let prediction = try model.classify("It was great, I loved every minute", explains: true)
    print("one:", prediction.label ?? "unknown", prediction.probability > 0.9)
    let strongest = prediction.words.max { $0.contribution < $1.contribution }
    print("because of:", strongest?.text ?? "nothing")

    let texts = ["A wonderful film", "Boring and stupid", "xyzzy"]
    for (text, prediction) in zip(texts, try await model.classify(texts)) {
      print("many:", text, "→", prediction.label ?? "unknown")
    }

    let stream = AsyncStream { continuation in
      for text in texts { continuation.yield(text) }
      continuation.finish()
    }
    for try await prediction in stream.classified(by: model) {
      print("stream:", prediction.text, "→", prediction.label ?? "unknown")
    }
  }
}
