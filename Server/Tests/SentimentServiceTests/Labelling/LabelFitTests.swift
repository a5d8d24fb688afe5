import SentimentTextProcessing
import SentimentTransferLearning
import Testing

@testable import SentimentService

/// How models learn from labels, as a project says.
struct LabelFitTests {
  private static let topics = [
    "music": ["song", "singer", "band", "concert", "piano", "melody", "album", "guitar", "opera"],
    "war": ["soldier", "army", "battle", "general", "tank", "enemy", "troops", "rifle", "trench"],
    "horror": [
      "zombie", "vampire", "blood", "ghost", "monster", "scream", "grave", "witch", "fang",
    ],
  ]

  /// Texts of eight words of a topic, each another one.
  private static func texts(_ topic: String, _ count: Int, from first: Int) -> [String] {
    let words = topics[topic]!
    var state = UInt32(truncatingIfNeeded: first &* 7_919 &+ topic.utf8.count)
    return (0..<count).map { _ in
      (0..<8).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return words[Int(state >> 16) % words.count]
      }.joined(separator: " ")
    }
  }

  private let labels: [StoredLabel]
  private let fit: (LearningSettings) throws -> LabelFit

  init() throws {
    // Five texts of six are of one topic.
    let texts = Self.texts("music", 50, from: 1) + Self.texts("war", 10, from: 2)
    labels = texts.enumerated().map {
      StoredLabel(
        id: Int64($0 + 1), text: $1, label: .one($0 < 50 ? "music" : "war"), isUploaded: true)
    }
    let open = ["music", "war", "horror"].flatMap { Self.texts($0, 100, from: 3) }
    let embeddings = try SentimentModel.builtInVectors(for: "a film".utf8Span.span)
    fit = { learning in
      try LabelFit(
        embeddings, texts: texts + open, names: ["music", "war"], isMultiLabel: false,
        learning: learning)
    }
  }

  private func settings(_ change: (inout LearningSettings) -> Void) -> LearningSettings {
    var settings = LearningSettings()
    change(&settings)
    return settings
  }

  private func probability(_ label: String, of text: String, by model: SentimentModel) throws
    -> Double
  {
    try #require(try model.classify(text).probabilities[label])
  }

  /// A model for a further label answers as that which was judged.
  private func expectNextModelsToAnswerAlike(_ fit: LabelFit, _ outcome: LabelFit.Outcome) throws {
    var next = fit
    next.use(outcome)
    let model = try next.model(labels)
    for text in ["song and battle", "army", "piano melody", "zombie blood", "the band"] {
      let (own, judged) = (try model.classify(text), try outcome.judged.model.classify(text))
      for (label, probability) in judged.probabilities {
        #expect(abs(own.probabilities[label, default: -1] - probability) < 1e-5, "\(text) \(label)")
      }
    }
  }

  @Test func textsThatAreUnlikeAllLabelledOnesHaveNoneOfTheLabels() async throws {
    let fit = try fit(settings { $0.noneLabel = "other" })
    let outcome = try await fit.judged(labels)
    let none = try #require(outcome.none)
    #expect(none.share > 0.2 && none.share < 0.45)
    let horror = Self.topics["horror"]!
    #expect(none.texts.count { text in horror.contains { text.contains($0) } } >= 80)
    let model = outcome.judged.model
    #expect(model.labels == ["music", "other", "war"])
    #expect(try model.classify("a ghost and a vampire, blood and a scream").label == "other")
    #expect(try model.classify("a song and a piano").label == "music")
    #expect(model.card.textCount == labels.count)
    #expect(outcome.judged.answers.allSatisfy { labels.indices.contains($0.index) })
    try expectNextModelsToAnswerAlike(fit, outcome)
  }

  /// They are examples as well, and the others are few enough not to outweigh them.
  @Test func textsOfWhichAPersonSaysSoAreLearned() async throws {
    let fit = try fit(settings { $0.noneLabel = "other" })
    let given = Self.texts("horror", 12, from: 9).enumerated().map {
      StoredLabel(id: Int64($0 + 100), text: $1, label: .one("other"), isUploaded: false)
    }
    let outcome = try await fit.judged(labels + given)
    #expect(outcome.judged.model.labels == ["music", "other", "war"])
    #expect(outcome.judged.model.card.textCount == labels.count + given.count)
    #expect(outcome.judged.answers.count { $0.label == .one("other") && $0.isRight } >= 10)
    // With no other label than one, it is a label as any other.
    let two = try await fit.judged(labels.filter { $0.label == .one("music") } + given)
    #expect(two.judged.model.labels == ["music", "other"])
  }

  @Test func textsOfARareLabelCountMore() async throws {
    let text = "a song about a soldier and a band in a battle"
    var probabilities: [Double] = []
    for weights in [LabelWeights.equal, .given(["war": 3, "peace": 9]), .balanced] {
      let fit = try fit(settings { $0.labelWeights = weights })
      let outcome = try await fit.judged(labels)
      probabilities.append(try probability("war", of: text, by: outcome.judged.model))
      try expectNextModelsToAnswerAlike(fit, outcome)
    }
    #expect(probabilities == probabilities.sorted() && probabilities[0] < probabilities[2])
  }

  /// Of texts like those of a rare label most have the other, so that the rare one is seldom the likelier.
  @Test func theNextModelsAreAsGoodByMacroF1() async throws {
    let texts = Self.texts("music", 200, from: 5) + Self.texts("war", 100, from: 6)
    let labels = texts.enumerated().map { place, text in
      StoredLabel(
        id: Int64(place), text: text, label: .one(place > 200 && place % 3 == 0 ? "war" : "music"),
        isUploaded: true)
    }
    let fit = try fit(settings { $0.metric = .macroF1 })
    let outcome = try await fit.judged(labels)
    let training = try #require(outcome.judged.model.card.linearTraining)
    let macroF1 = try #require(training.macroF1)
    #expect(macroF1.f1 > macroF1.unshifted && macroF1.shifts.contains { $0 != 0 })
    var next = fit
    next.use(outcome)
    let model = try next.model(labels)
    for text in ["song and battle", "army", "piano melody"] {
      #expect(
        abs(
          try probability("war", of: text, by: model)
            - probability("war", of: text, by: outcome.judged.model)) < 1e-5)
    }
  }
}
