import Foundation
import Testing

/// `sentiment classify --json`: one object a line, for other programs.
struct ClassifyJSONTests {
  private func answers(_ arguments: String...) throws -> [[String: Any]] {
    let outcome = try Program.run(["classify", "--json"] + arguments)
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    return try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func eachTextHasOneObjectOnOneLine() throws {
    let texts = ["It was great", "two\nlines\t\"and\" more\u{1B}", "真好看"]
    let answers = try answers(texts[0], texts[1], texts[2])
    #expect(answers.map { $0["text"] as? String } == texts)
    for answer in answers {
      #expect(
        Set(answer.keys) == ["text", "label", "probability", "probabilities", "coverage"])
    }
    for answer in try self.answers("--explain", texts[0], texts[1], texts[2]) {
      for word in try #require(answer["words"] as? [[String: Any]]) {
        #expect(Set(word.keys) == ["text", "known", "contribution"])
      }
    }
  }

  @Test func theLabelIsTheMostProbableAndAllSumToOne() throws {
    for answer in try answers("It was great", "It was really stupid.", "真好看", "xyzzy") {
      let probabilities = try #require(answer["probabilities"] as? [String: Double])
      let label = try #require(answer["label"] as? String)
      #expect(Set(probabilities.keys) == ["positive", "neutral", "negative"])
      #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-5)
      #expect(probabilities.values.max() == probabilities[label])
      #expect(answer["probability"] as? Double == probabilities[label])
    }
  }

  @Test func wordsSayWhatTheyContribute() throws {
    let answer = try #require(
      try answers("--explain", "--model", "movie-reviews-en", "It was great, xyzzy!").first)
    let words = try #require(answer["words"] as? [[String: Any]])
    #expect(words.map { $0["text"] as? String } == ["great", "xyzzy"])
    #expect(words.map { $0["known"] as? Bool } == [true, false])
    #expect(try #require(words[0]["contribution"] as? Double) > 0)
    #expect(words[1]["contribution"] as? Double == 0)
    #expect(answer["coverage"] as? Double == 0.5)
  }

  @Test func aTextWithoutAKnownWordHasCoverageZero() throws {
    for answer in try answers("xyzzy", "", "--model", "movie-reviews-en") {
      #expect(answer["coverage"] as? Double == 0)
      #expect(answer["probability"] as? Double == 0.5)
    }
  }

  @Test func theProbabilityIsThatOfTheTextOutput() throws {
    let answer = try #require(try answers("It was great").first)
    let probability = try #require(answer["probability"] as? Double)
    let text = try Program.run("classify", "It was great").output
    #expect(text == "positive\t\(String(format: "%.3f", probability))\tIt was great\n")
  }
}
