import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

@Suite struct LinearFitterTests {
  private func fitter(
    _ texts: inout TopicTexts, topics: Int, names: [SeedWords] = [],
    configuration: FitConfiguration = FitConfiguration()
  ) throws -> LinearFitter {
    try LinearFitter(
      UnlabelledStatistics(
        texts.embeddings, reading: [texts.unlabelled(300, topics: topics)],
        configuration: configuration), names: names)
  }

  private func training(_ model: SentimentModel) throws -> LinearTraining {
    try #require(model.card.linearTraining)
  }

  private func names(_ topics: Int) -> [SeedWords] {
    TopicTexts.topics[..<topics].map { SeedWords(label: $0, words: ["\($0)1", "\($0)2", "none"]) }
  }

  @Test(arguments: [2, 3])
  func fewLabelsSuffice(topics: Int) throws {
    var texts = TopicTexts(seed: 3)
    let fitter = try fitter(&texts, topics: topics)
    let model = try fitter.fit(texts.labelled(4 * topics, topics: topics))
    #expect(model.labels == Array(TopicTexts.topics[..<topics]))
    let held = texts.labelled(200, topics: topics)
    #expect(try TopicTexts.accuracy(of: model, on: held) > 0.85)
    #expect(try training(model).method.kind == .means)
  }

  @Test(arguments: [2, 3])
  func namesAloneSuffice(topics: Int) throws {
    var texts = TopicTexts(seed: 4)
    let model = try fitter(&texts, topics: topics, names: names(topics)).fit([])
    let held = texts.labelled(200, topics: topics)
    #expect(try TopicTexts.accuracy(of: model, on: held) > 0.85)
    #expect(model.estimate == nil)
  }

  @Test func manyLabelsAreComparedByCrossValidation() throws {
    var texts = TopicTexts(seed: 5)
    let fitter = try fitter(&texts, topics: 3, names: names(3))
    let model = try fitter.fit(texts.labelled(240))
    let card = try training(model)
    #expect(card.trials.count == 7)
    let chosen = try #require(card.trials.first { $0.method == card.method })
    #expect(chosen.accuracy == model.estimate?.accuracy)
    #expect(chosen.accuracy >= card.trials[0].accuracy)
    let held = texts.labelled(300)
    #expect(try TopicTexts.accuracy(of: model, on: held) > 0.85)
  }

  /// Labelled texts overrule names that say the opposite, and a few hundred have done so.
  @Test(arguments: [2, 3])
  func namesMayBeWrong(topics: Int) throws {
    var texts = TopicTexts(seed: 11)
    let words = names(topics).map(\.words)
    let wrong = names(topics).enumerated().map {
      SeedWords(label: $1.label, words: words[($0 + 1) % topics])
    }
    let fitter = try fitter(&texts, topics: topics, names: wrong)
    let held = texts.labelled(200, topics: topics)
    #expect(try TopicTexts.accuracy(of: fitter.fit([]), on: held) < 0.3)
    let model = try fitter.fit(texts.labelled(150 * topics, topics: topics))
    #expect(try TopicTexts.accuracy(of: model, on: held) > 0.85)
  }

  /// One label is ten times as frequent as the other.
  @Test func labelsMayBeUnbalanced() throws {
    var texts = TopicTexts(seed: 6)
    let fitter = try fitter(&texts, topics: 2)
    let labelled = texts.labelled(80, topics: 2)
    let rare = labelled.filter { $0.label == "music" }.prefix(4)
    let model = try fitter.fit(labelled.filter { $0.label == "food" } + rare)
    let probabilities = try model.makeClassifier().classify("xyzzy").probabilities
    #expect(abs(probabilities["food"]! - 41.0 / 46) < 1e-9)
    let music = try texts.labelled(100, topics: 2).filter { $0.label == "music" }
    #expect(try TopicTexts.accuracy(of: model, on: music) > 0.5)
  }

  @Test func theResultDoesNotDependOnTheNumberOfThreads() throws {
    var texts = TopicTexts(seed: 7)
    let source = texts.unlabelled(300)
    let labelled = texts.labelled(150)
    let models = try [1, 3].map { threads in
      var fitter = try LinearFitter(
        UnlabelledStatistics(texts.embeddings, reading: [source], threads: threads))
      fitter.threads = threads
      return try fitter.fit(labelled)
    }
    #expect(models[0].card == models[1].card)
    for text in labelled.prefix(20) {
      #expect(
        try models[0].makeClassifier().classify(text.text)
          == models[1].makeClassifier().classify(text.text))
    }
  }

  /// Each part can be left out, and what is left still works.
  @Test(arguments: [
    FitConfiguration.Part.frequencyWeights, .documentMetric, .pseudoLabels, .balancedThreshold,
    .namesScale, .termScales, .crossValidation,
  ])
  func partsCanBeLeftOut(part: FitConfiguration.Part) throws {
    var texts = TopicTexts(seed: 8)
    var configuration = FitConfiguration()
    configuration.parts.remove(part)
    for names in [[], names(2)] {
      let fitter = try fitter(&texts, topics: 2, names: names, configuration: configuration)
      let model = try fitter.fit(texts.labelled(12, topics: 2))
      #expect(try TopicTexts.accuracy(of: model, on: texts.labelled(100, topics: 2)) > 0.75)
      #expect((model.estimate == nil) == (part == .crossValidation))
    }
  }

  @Test func cardsOfOlderModelsLackParts() throws {
    let old = """
      {"weighsByFrequency":true,"usesDocumentMetric":true,"usesPseudoLabels":false,
      "balancesThreshold":true,"usesWordPairs":true,"crossValidates":true,"documentLimit":20000,
      "seed":3}
      """
    let configuration = try #require(JSONText.decode(FitConfiguration.self, from: old))
    #expect(
      configuration.parts == [
        .frequencyWeights, .documentMetric, .balancedThreshold, .wordPairs, .crossValidation,
      ])
    #expect(configuration.documentLimit == 20_000 && configuration.seed == 3)
    let text = try JSONText.encode(FitConfiguration())
    #expect(JSONText.decode(FitConfiguration.self, from: text) == FitConfiguration())
  }

  @Test func withoutOtherTextsTheLabelledOnesServe() throws {
    var texts = TopicTexts(seed: 9)
    let labelled = texts.labelled(40, topics: 2)
    let statistics = try UnlabelledStatistics(texts.embeddings, reading: [], labelled: labelled)
    let model = try LinearFitter(statistics).fit(labelled)
    #expect(try TopicTexts.accuracy(of: model, on: texts.labelled(100, topics: 2)) > 0.8)
    let bare = try UnlabelledStatistics(texts.embeddings, reading: [])
    let named = try LinearFitter(bare, names: names(2)).fit([])
    #expect(try TopicTexts.accuracy(of: named, on: texts.labelled(100, topics: 2)) > 0.8)
  }

  @Test func whatCannotBeFittedIsAnError() throws {
    var texts = TopicTexts(seed: 10)
    let bare = try fitter(&texts, topics: 2)
    let named = try fitter(&texts, topics: 2, names: names(2))
    let one = [LabelledText(label: "food", text: "food1", line: 1)]
    let other = [LabelledText(label: "tennis", text: "food1", line: 1)]
    let unknown = ["a", "b"].map { LabelledText(label: $0, text: "xyzzy", line: 1) }
    for (fitter, labelled) in [(bare, one), (bare, []), (bare, unknown), (named, other)] {
      #expect(throws: FileError.self) { try fitter.fit(labelled) }
    }
    for names in [
      [SeedWords(label: "a", words: ["food1"])],
      [SeedWords(label: "a", words: ["xyzzy"]), SeedWords(label: "b", words: ["food1"])],
    ] {
      #expect(throws: FileError.self) { try LinearFitter(bare.statistics, names: names) }
    }
  }

  @Test(arguments: [
    ("good=great, excellent", ["great", "excellent"]), (" good =a", ["a"]), ("good=,,", nil),
    ("=a", nil), ("good", nil),
  ])
  func namesAreRead(text: String, words: [String]?) {
    #expect(SeedWords(text) == words.map { SeedWords(label: "good", words: $0) })
  }
}
