import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Classifies texts by a model: one thread's tool.
package final class TextClassifier {
  package let labels: [String]
  private let prior: [Double]
  /// The places of the labels among those of the head; `nil` for all of them.
  private let answers: [Int]?
  private let abstention: Abstention?
  /// Of the labels to answer with; `nil` where a text has one label.
  private let thresholds: LabelThresholds?
  private let knowsLanguagesByWords: Bool
  /// What messages call the model.
  private let name: String
  private let analyzer: TextAnalyzer
  private let scorer: any HeadScorer
  // Written over for each text.
  private var words: [Int] = []

  /// - Parameters:
  ///   - embeddings: the pre-trained encoder, with which `head` was trained.
  ///   - labels: in the order of the head's outputs.
  ///   - prior: the labels' probabilities where no word is known.
  ///   - answers: the places of the labels to answer with; `nil` for all.
  ///   - abstention: when there is no answer; `nil` for always one.
  ///   - thresholds: of all labels; `nil` where a text has one label.
  ///   - name: what messages call the model.
  ///   - speed: matters where the head has an encoder.
  ///   - knowsLanguagesByWords: whether a text without known words is in another language.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(
    embeddings: PretrainedEmbeddings, head: Head, labels: [String], prior: [Double],
    answers: [Int]?, abstention: Abstention?, thresholds: LabelThresholds?, name: String,
    speed: ClassifierSpeed, knowsLanguagesByWords: Bool
  ) throws {
    self.answers = answers
    self.labels = answers.map { $0.map { labels[$0] } } ?? labels
    self.thresholds = thresholds?.restricted(to: answers)
    self.prior = Self.restricted(prior, to: answers, sumToOne: thresholds == nil)
    self.knowsLanguagesByWords = knowsLanguagesByWords
    self.abstention = abstention
    self.name = name
    let vectors = embeddings.vectors
    analyzer = try TextAnalyzer(
      embeddings.settings, vocabulary: vectors.vocabulary,
      subwords: head.readsUnseenWords ? vectors.subwords : nil)
    scorer = head.scorer(
      vectors: vectors, unseen: analyzer.unseen, speed: speed,
      activation: thresholds == nil ? .softmax : .sigmoid)
  }

  /// The short answer to a text in UTF-8, well-formed or not: the fast way for many texts.
  ///
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  package func answer(_ text: Span<UInt8>) throws -> LabelProbabilities {
    var wordCount = 0
    let coverage = text.withUnsafeBufferPointer { text -> Double in
      wordCount = analyzer.findKnownWords(of: text, into: &words)
      if readsAllWords, wordCount > 0 { return 1 }
      // Stop words can only make the fraction smaller than it is.
      return Double(words.count) < Prediction.leastCoverage * Double(wordCount) || wordCount == 0
        ? analyzer.coverage(of: text, knownCount: words.count, wordCount: wordCount) : 1
    }
    return LabelProbabilities(
      probabilities: try probabilities(words, of: text, wordCount: wordCount),
      knownWordCount: knownCount(words.count, of: wordCount),
      lowCoverage: coverage < Prediction.leastCoverage ? coverage : nil)
  }

  /// Whether an encoder reads each text, which knows what words are made of.
  private var readsAllWords: Bool { scorer.readsTexts && !knowsLanguagesByWords }

  private func knownCount(_ knownCount: Int, of wordCount: Int) -> Int {
    readsAllWords ? max(knownCount, wordCount) : knownCount
  }

  /// Whether an encoder is to be asked as words tell little.
  private func isLittleKnown(_ knownCount: Int, of wordCount: Int) -> Bool {
    readsAllWords && Double(knownCount) < Prediction.leastCoverage * Double(wordCount)
  }

  /// Whether an encoder reads texts, so that it is worth while to announce them.
  package var asksEncoder: Bool { scorer.readsTexts }

  /// Lets an encoder read texts together that are asked about next, which is faster than one by one.
  ///
  /// - Throws: `FileError` when it gives no finite numbers.
  package func prepare(_ texts: some Sequence<String>) throws {
    guard asksEncoder else { return }
    try scorer.prepare(
      texts.compactMap { text in
        var text = text
        return text.withUTF8 { text in
          let wordCount = analyzer.findKnownWords(of: text, into: &words)
          guard wordCount > 0, !(words.isEmpty && knowsLanguagesByWords) else { return nil }
          return (
            isLittleKnown(words.count, of: wordCount) ? [] : words, analyzer.readableText(of: text)
          )
        }
      })
  }

  /// The same with the fraction of the text's content words that the model knows.
  package func answerWithCoverage(
    _ text: Span<UInt8>
  ) throws -> (answer: LabelProbabilities, coverage: Double) {
    var wordCount = 0
    let coverage = text.withUnsafeBufferPointer { text -> Double in
      wordCount = analyzer.findKnownWords(of: text, into: &words)
      return readsAllWords && wordCount > 0
        ? 1 : analyzer.coverage(of: text, knownCount: words.count, wordCount: wordCount)
    }
    let answer = LabelProbabilities(
      probabilities: try probabilities(words, of: text, wordCount: wordCount),
      knownWordCount: knownCount(words.count, of: wordCount))
    return (answer, coverage)
  }

  /// The fraction of a text's content words that the model knows.
  package func coverage(of text: Span<UInt8>) -> Double {
    text.withUnsafeBufferPointer { analyzer.coverage(of: $0) }
  }

  /// Whether the model may give no answer.
  package var mayAbstain: Bool { abstention != nil }

  /// Whether the model gives no answer, as it isn't sure enough.
  package func abstains(from answer: LabelProbabilities) -> Bool {
    abstention?.withholds(answer) ?? false
  }

  /// Whether a text may have any number of labels.
  package var isMultiLabel: Bool { thresholds != nil }

  /// The places of the labels that an answer gives; those of more labels than one are in the model's order.
  ///
  /// - Parameter threshold: the probability that each must have; `nil` for what the model asks for.
  package func labels(of answer: LabelProbabilities, from threshold: Double? = nil) -> [Int] {
    guard let thresholds else { return [answer.label] }
    guard answer.knownWordCount > 0 else { return [] }
    return threshold.map { threshold in
      answer.probabilities.indices.filter { answer.probabilities[$0] >= threshold }
    } ?? thresholds.labels(answer.probabilities)
  }

  /// The short answer to words of the vocabulary.
  ///
  /// - Parameter vector: what an encoder makes of their text, where there is one and the model asks it.
  func answer(knownWords words: [Int], vector: [Float]? = nil) throws -> LabelProbabilities {
    LabelProbabilities(
      probabilities: try probabilities(words, vector: vector), knownWordCount: words.count)
  }

  /// - Parameter explains: whether to say what each word contributes.
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  package func classify(_ text: String, explains: Bool = false) throws -> Prediction {
    let words = analyzer.contentWords(of: text)
    let known = words.compactMap(\.id)
    let answer = LabelProbabilities(
      probabilities: try probabilities(known, of: text.utf8.span, wordCount: words.count),
      knownWordCount: knownCount(known.count, of: words.count))
    return Prediction(
      text: text, likeliestLabel: labels[answer.label],
      labels: isMultiLabel ? self.labels(of: answer).map { labels[$0] } : nil,
      abstains: abstention.map { $0.withholds(answer) }, probability: answer.probability,
      probabilities: Dictionary(uniqueKeysWithValues: zip(labels, answer.probabilities)),
      coverage: words.isEmpty ? 0 : Double(answer.knownWordCount) / Double(words.count),
      words: explains ? influences(words, on: answer.label) : [])
  }

  /// What each content word of a text, in order, contributes to a label.
  ///
  /// - Parameter label: one of the model's labels; by default the predicted one.
  /// - Throws: `FileError` when the model doesn't have the label, or its numbers for the text's words
  ///   aren't finite.
  package func influences(of text: String, on label: String? = nil) throws -> [Prediction.Word] {
    let chosen = label.flatMap { labels.firstIndex(of: $0) }
    if let label, chosen == nil { throw FileError.unknownLabel(label, of: labels, model: name) }
    let words = analyzer.contentWords(of: text)
    let answer = LabelProbabilities(
      probabilities: try probabilities(
        words.compactMap(\.id), of: text.utf8.span, wordCount: words.count),
      knownWordCount: 0)
    return influences(words, on: chosen ?? answer.label)
  }

  /// The probability of each label for some words; the prior where nothing is known.
  ///
  /// - Parameters:
  ///   - text: what the words are of; `nil` where they are of no text.
  ///   - wordCount: the text's words, known or not.
  private func probabilities(
    _ words: [Int], of text: Span<UInt8>? = nil, wordCount: Int = 0, vector: [Float]? = nil
  ) throws -> [Double] {
    guard !words.isEmpty || (readsAllWords && wordCount > 0) else { return prior }
    if let vector {
      scorer.read(vector: vector)
    } else if scorer.readsTexts {
      var readable: String?
      if let text {
        readable = text.withUnsafeBufferPointer { analyzer.readableText(of: $0) }
      }
      scorer.read(readable, asks: isLittleKnown(words.count, of: wordCount))
    }
    let result = Self.restricted(
      try scorer.probabilities(words), to: answers, sumToOne: !isMultiLabel)
    guard result.allSatisfy(\.isFinite) else {
      throw FileError(
        .damaged, file: name, problem: "it holds numbers that aren't finite",
        remedy: "train it again, or copy it again whole")
    }
    return result
  }

  /// The probabilities of some labels where no other is possible.
  ///
  /// - Parameter sumToOne: whether a text has one label alone.
  static func restricted(
    _ probabilities: [Double], to places: [Int]?, sumToOne: Bool
  ) -> [Double] {
    guard let places else { return probabilities }
    let kept = places.map { probabilities[$0] }
    guard sumToOne else { return kept }
    let total = kept.reduce(0, +)
    return kept.map { total > 0 ? $0 / total : 1 / Double(kept.count) }
  }

  /// Each word's part: the label's log-odds less those of the text without the word, wherever it
  /// stands in the text.
  private func influences(
    _ words: [(word: String, id: Int?)], on label: Int
  ) -> [Prediction.Word] {
    let known = words.compactMap(\.id)
    let different = Set(known).sorted()
    // A text of one word has nothing left without it.
    let left = different.count > 1 ? different : []
    var contributions: [Int: Double] = [:]
    if let only = known.first {
      let logOdds = scorer.logits(known, leavingOut: left).map { logits in
        self.logOdds(answers.map { $0.map { logits[$0] } } ?? logits, of: label)
      }
      if left.isEmpty { contributions[only] = logOdds[0] - priorLogOdds(of: label) }
      for (id, without) in zip(left, logOdds.dropFirst()) {
        contributions[id] = logOdds[0] - without
      }
    }
    return words.map { word in
      Prediction.Word(
        text: word.word, isKnown: word.id != nil,
        contribution: word.id.flatMap { contributions[$0] } ?? 0)
    }
  }

  /// `log(p / (1 − p)) = zᵢ − log Σⱼ≠ᵢ exp zⱼ`, which stays exact where `p` is next to 0 or 1.
  /// Of a label that is an answer of its own they are its logit.
  private func logOdds(_ logits: [Double], of label: Int) -> Double {
    guard !isMultiLabel else { return logits[label] }
    let others = logits.enumerated().filter { $0.offset != label }.map(\.element)
    let largest = others.max() ?? 0
    return logits[label] - largest - log(others.reduce(0) { $0 + exp($1 - largest) })
  }

  /// What the label has without any word, kept a float's precision away from 0 and 1.
  private func priorLogOdds(of label: Int) -> Double {
    let p = min(max(prior[label], 1e-7), 1 - 1e-7)
    return log(p / (1 - p))
  }
}
