import SentimentClassification
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Finds out which part of a classifier fails on some labelled texts.
public struct Diagnoser: Sendable {
  /// What fits models to the texts.
  public let fitter: LinearFitter
  /// Asks an encoder beside it; `nil` where none is asked.
  var asked: EncoderFitter?
  /// What was found of the texts; `nil` to find it out.
  package var textFindings: LabelledTextFindings?
  /// How many unknown words and suspicious texts are listed.
  public var listLimit = 10

  /// Penalties `C` among which a linear model of the vectors gets the best.
  private static let strengths = [0.1, 0.5, 2, 10, 50]

  public init(_ fitter: LinearFitter) { self.fitter = fitter }

  /// - Parameters:
  ///   - name: what messages call the texts.
  ///   - model: one to be judged too.
  /// - Throws: `FileError` when there are too few labelled texts for a cross-validation, or a label
  ///   that the model doesn't have.
  public func diagnose(
    _ texts: [LabelledText], name: String, model: SentimentModel? = nil
  ) throws -> Diagnosis {
    let seen = try textFindings ?? LabelledTextFindings(texts)
    let groups = seen.groups
    var fitter = fitter
    fitter.groups = groups
    let lesson = try asked?.lesson(of: texts)
    var result = try asked?.base ?? fitter.fitWithCrossValidation(texts, name: name)
    if let asked, let lesson { result = try asked.fit(lesson, to: texts, name: name) }
    let (fitted, answers) = (result.model, result.outOfFold)
    let estimate = fitted.estimate
    guard estimate != nil || !seen.contradictions.isEmpty else {
      throw FileError(
        .tooFewLabels, file: name, problem: "too few labelled texts to see what fails",
        remedy: "give two texts of each of two labels or more, none a copy of another, in which the"
          + " vectors know a word")
    }
    let labels = fitted.labels
    let labelCounts = labels.map { label in texts.count { $0.label == label } }
    let counts = Dictionary(uniqueKeysWithValues: zip(labels, labelCounts))
    let words = try self.words(of: texts)
    let vectors =
      try lesson.map { try self.vectors($0, groups) }
      ?? self.vectors(texts, labels: labels, groups: groups)
    let accuracies = Diagnosis.Accuracies(
      baseline: groups.majorityBaseline(texts.map(\.label))?.accuracy ?? 0,
      validation: estimate?.accuracy,
      training: groups.accuracy(try Self.isRight(fitted, on: texts, name)),
      validationInterval: estimate?.interval,
      model: try model.map { groups.accuracy(try Self.isRight($0, on: texts, name)) })
    let suspects = LabelNoise(answers, texts: texts).suspects
    let findings = DiagnosisFindings(
      textCount: texts.count, groupCount: groups.count,
      labelCounts: seen.labelCounts, words: words,
      vectors: vectors, accuracies: accuracies, suspectCount: suspects.count,
      contradictions: seen.contradictions, thinLabels: seen.thinLabels)
    return Diagnosis(
      texts: texts.count, copies: groups.copyCount, labelCounts: counts, words: words,
      vectors: vectors,
      accuracies: accuracies, suspectCount: suspects.count,
      suspects: suspects.prefix(listLimit).map { answer in
        let text = texts[answer.index]
        return Diagnosis.Suspect(
          line: text.line, text: text.text, label: text.label,
          probabilityOfLabel: answer.probabilityOfTruth, likelier: answer.label,
          probability: answer.probability)
      }, contradictions: seen.contradictions, findings: findings.all)
  }

  private func words(of texts: [LabelledText]) throws -> Diagnosis.Words {
    let embeddings = fitter.statistics.embeddings
    let analyzer = try TextAnalyzer(embeddings.settings, vocabulary: embeddings.vectors.vocabulary)
    var (known, unknown): ([String: Int], [String: Int]) = ([:], [:])
    var unread = 0
    for text in texts {
      let words = analyzer.contentWords(of: text.text)
      for word in words {
        if word.id == nil {
          unknown[word.word, default: 0] += 1
        } else {
          known[word.word, default: 0] += 1
        }
      }
      if words.allSatisfy({ $0.id == nil }) { unread += 1 }
    }
    func share(_ part: Int, _ other: Int) -> Double { Double(part) / Double(max(1, part + other)) }
    let frequent = unknown.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(listLimit)
    return Diagnosis.Words(
      knownShare: share(known.values.reduce(0, +), unknown.values.reduce(0, +)),
      knownDifferentShare: share(known.count, unknown.count), textsWithoutKnownWord: unread,
      unknown: frequent.map { Diagnosis.WordCount(word: $0.key, count: $0.value) })
  }

  private func vectors(
    _ texts: [LabelledText], labels: [String], groups: TextGroups
  ) throws -> Diagnosis.Vectors {
    let statistics = fitter.statistics
    let vectors = statistics.embeddings.vectors
    let known = try KnownTexts(texts, labels: labels, embeddings: statistics.embeddings)
    let labelled = try LabelledFeatures(
      known.encoded, labels: known.targets, labelCount: labels.count, statistics: statistics,
      isMany: known.targets.count >= FitConfiguration.comparedFrom, addsPairs: false,
      threads: fitter.threads)
    let knownGroups = groups.restricted(to: known.indices)
    // A text's copies would be its nearest neighbours.
    let agreement = NeighborAgreement(
      means: labelled.texts.means, dimension: vectors.dimension, labels: known.targets,
      of: knownGroups.firsts)
    let fit = LinearModelFit(statistics: statistics, labelled: labelled, names: nil)
    let validation = CrossValidation(
      labels: known.targets, labelCount: labels.count, groups: knownGroups,
      threads: fitter.threads, cancellation: fitter.cancellation)
    let accuracies = try validation.map { validation in
      let generator = SeededGenerator(seed: statistics.configuration.seed)
      let methods = Self.strengths.map { FitMethod(kind: .means, inverseStrength: $0) }
      return try fit.outOfFoldScores(methods, by: validation, using: generator.stream(0)).map {
        validation.groups.accuracy(fit.isRight($0, validation.scored))
      }
    }
    return Diagnosis.Vectors(
      words: vectors.vocabularySize, dimension: vectors.dimension,
      neighborAgreement: agreement.share, neighborAgreementByChance: agreement.chance,
      separability: accuracies?.max())
  }

  /// The same for those that an encoder makes.
  private func vectors(_ lesson: EncoderLesson, _ groups: TextGroups) throws -> Diagnosis.Vectors {
    let agreement = NeighborAgreement(
      means: lesson.encodedTexts, dimension: lesson.dimension, labels: lesson.targets,
      of: groups.firsts)
    let validation = CrossValidation(
      labels: lesson.targets, labelCount: lesson.labelCount, groups: groups,
      threads: fitter.threads, cancellation: fitter.cancellation)
    let accuracy = try validation.map { validation in
      let generator = SeededGenerator(seed: fitter.statistics.configuration.seed)
      let isRight = try validation.outOfFold(using: generator.stream(0)) { training, heldOut in
        let model = try lesson.teacher(.encoder, training)
        return lesson.targets(lesson.scores(model, heldOut)).likeliest.enumerated().map {
          $1 == lesson.targets[heldOut[$0]]
        }
      }
      return validation.groups.accuracy(isRight)
    }
    return Diagnosis.Vectors(
      words: fitter.statistics.embeddings.vectors.vocabularySize, dimension: lesson.dimension,
      neighborAgreement: agreement.share, neighborAgreementByChance: agreement.chance,
      separability: accuracy)
  }

  private static func isRight(
    _ model: SentimentModel, on texts: [LabelledText], _ name: String
  ) throws -> [Bool] {
    let classifier = try model.makeClassifier()
    return try texts.map { text in
      guard model.labels.contains(text.label) else {
        throw FileError(
          .wrongLabel, file: name, line: text.line, setting: .judgedModel,
          problem: "the model has no label \"\(text.label)\"",
          remedy: "give texts with the model's labels, or leave \(.judgedModel) out")
      }
      return model.labels[try classifier.answer(text.text.utf8Span.span).label] == text.label
    }
  }
}
