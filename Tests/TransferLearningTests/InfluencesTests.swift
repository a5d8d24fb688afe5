import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import Testing

/// What words contribute, against leaving each out by hand.
struct InfluencesTests {
  private let classifier: TextClassifier

  init() throws {
    classifier = try #require(try SentimentModel(embedded: "movie-reviews-en")).makeClassifier()
  }

  private func logOdds(_ text: String, of label: String) throws -> Double {
    let p = try #require(try classifier.classify(text).probabilities[label])
    return log(p / (1 - p))
  }

  @Test(arguments: [
    "great stupid film", "great great stupid plot plot plot", "boring", "moving story, boring end",
  ])
  func aWordsPartIsWhatLeavingItOutChanges(text: String) throws {
    let label = try classifier.classify(text).likeliestLabel
    let words = try classifier.influences(of: text)
    #expect(words.contains { $0.isKnown })
    for word in words {
      let rest = words.map(\.text).filter { $0 != word.text }.joined(separator: " ")
      let difference = try logOdds(text, of: label) - logOdds(rest, of: label)
      #expect(
        abs(word.contribution - difference) < 2e-3 * max(1, abs(difference)),
        "\(word) \(difference)")
    }
  }

  @Test func twoLabelsTakeOppositeSides() throws {
    let text = "great but boring film"
    let positive = try classifier.influences(of: text, on: "positive")
    let negative = try classifier.influences(of: text, on: "negative")
    for (one, other) in zip(positive, negative) {
      #expect(abs(one.contribution + other.contribution) < 1e-4)
    }
  }

  /// The probability is 1 to the last bit of a float there, and words differ all the same.
  @Test func aVerySureAnswerHasPartsToo() throws {
    let text = Array(repeating: "great", count: 50).joined(separator: " ") + " stupid"
    let words = try classifier.influences(of: text, on: "positive")
    #expect(words.first!.contribution > 0)
    #expect(words.last!.contribution < 0)
  }

  @Test func aTextWithoutAKnownWordHasNoParts() throws {
    #expect(try classifier.influences(of: "").isEmpty)
    #expect(try classifier.influences(of: "xyzzy plugh").allSatisfy { $0.contribution == 0 })
  }

  @Test func aLabelThatTheModelLacksIsNoOther() throws {
    let error = #expect(throws: FileError.self) {
      try classifier.influences(of: "great film", on: "neutral")
    }
    #expect(error?.kind == .wrongLabel && error?.problem.contains("\"neutral\"") == true)
  }

  @Test func theShortAnswerIsThatOfTheLongOne() throws {
    for text in ["It was great", "really stupid", "xyzzy", "", "great \u{0} café film"] {
      let prediction = try classifier.classify(text)
      let answer = try classifier.answer(Array(text.utf8).span)
      #expect(classifier.labels[answer.label] == prediction.likeliestLabel)
      #expect(answer.probability == prediction.probability)
      #expect((answer.knownWordCount == 0) == (prediction.coverage == 0))
    }
  }
}
