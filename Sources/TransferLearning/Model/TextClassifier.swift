import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Classifies texts by a model: one thread's tool.
package final class TextClassifier {
  package let model: SentimentModel
  package let labels: [String]
  /// Whether the model may give no answer (``SentimentModel/abstention``).
  package let mayAbstain: Bool
  private let analyzer: TextAnalyzer
  private let scorer: any HeadScorer
  // Written over for each text.
  private var words: [Int] = []

  init(_ model: SentimentModel) throws {
    // Without the pool that this classifier will lie in: the two would keep each other for ever.
    var model = model
    model.classifiers = ClassifierPool()
    self.model = model
    labels = model.labels
    mayAbstain = model.abstention != nil
    let vectors = model.embeddings.vectors
    analyzer = try TextAnalyzer(
      model.embeddings.settings, vocabulary: vectors.vocabulary,
      subwords: model.head.readsUnseenWords ? vectors.subwords : nil)
    scorer = model.head.scorer(vectors: vectors, unseen: analyzer.unseen)
  }

  /// The short answer to a text in UTF-8, well-formed or not: the fast way for many texts.
  ///
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  package func answer(_ text: Span<UInt8>) throws -> LabelProbabilities {
    text.withUnsafeBufferPointer { analyzer.findKnownWords(of: $0, into: &words) }
    return try answer(knownWords: words)
  }

  /// The same with the share of the text's content words that the model knows.
  package func answerWithCoverage(
    _ text: Span<UInt8>
  ) throws -> (answer: LabelProbabilities, coverage: Double) {
    let count = text.withUnsafeBufferPointer {
      analyzer.countContentWords(of: $0, knownOnesInto: &words)
    }
    let answer = try answer(knownWords: words)
    return (answer, count == 0 ? 0 : Double(words.count) / Double(count))
  }

  /// Whether the model gives no answer, as it isn't sure enough (``SentimentModel/abstention``).
  package func abstains(from answer: LabelProbabilities) -> Bool {
    mayAbstain && model.abstention?.withholds(answer) == true
  }

  /// The short answer to words of the vocabulary.
  func answer(knownWords words: [Int]) throws -> LabelProbabilities {
    LabelProbabilities(probabilities: try probabilities(words), knownWordCount: words.count)
  }

  /// - Parameter explains: whether to say what each word contributes.
  /// - Throws: `FileError` when the model's numbers for the text's words aren't finite.
  package func classify(_ text: String, explains: Bool = false) throws -> Prediction {
    let words = analyzer.contentWords(of: text)
    let known = words.compactMap(\.id)
    let answer = try answer(knownWords: known)
    return Prediction(
      text: text, likeliestLabel: model.labels[answer.label],
      abstains: model.abstention.map { $0.withholds(answer) }, probability: answer.probability,
      probabilities: Dictionary(uniqueKeysWithValues: zip(model.labels, answer.probabilities)),
      coverage: words.isEmpty ? 0 : Double(known.count) / Double(words.count),
      words: explains ? influences(words, on: answer.label) : [])
  }

  /// What each content word of a text, in order, contributes to a label.
  ///
  /// - Parameter label: one of the model's labels; by default the predicted one.
  /// - Throws: `FileError` when the model doesn't have the label, or its numbers for the text's words
  ///   aren't finite.
  package func influences(of text: String, on label: String? = nil) throws -> [Prediction.Word] {
    let chosen = label.flatMap { model.labels.firstIndex(of: $0) }
    if let label, chosen == nil { throw model.error(forUnknownLabel: label) }
    let words = analyzer.contentWords(of: text)
    let answer = LabelProbabilities(
      probabilities: try probabilities(words.compactMap(\.id)), knownWordCount: 0)
    return influences(words, on: chosen ?? answer.label)
  }

  /// The probability of each label for some words; the prior for no words.
  private func probabilities(_ words: [Int]) throws -> [Double] {
    guard !words.isEmpty else { return model.prior }
    let result = scorer.probabilities(words)
    guard result.allSatisfy(\.isFinite) else {
      throw FileError(
        .damaged, file: model.name, problem: "it holds numbers that aren't finite",
        remedy: "train it again, or copy it again whole")
    }
    return result
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
      let logOdds = scorer.logits(known, leavingOut: left).map { Self.logOdds($0, of: label) }
      if left.isEmpty { contributions[only] = logOdds[0] - priorLogOdds(of: label) }
      for (id, without) in zip(left, logOdds.dropFirst()) {
        contributions[id] = logOdds[0] - without
      }
    }
    return words.map { word in
      Prediction.Word(
        text: word.word, known: word.id != nil,
        contribution: word.id.flatMap { contributions[$0] } ?? 0)
    }
  }

  /// `log(p / (1 − p)) = zᵢ − log Σⱼ≠ᵢ exp zⱼ`, which stays exact where `p` is next to 0 or 1.
  private static func logOdds(_ logits: [Double], of label: Int) -> Double {
    let others = logits.enumerated().filter { $0.offset != label }.map(\.element)
    let largest = others.max() ?? 0
    return logits[label] - largest - log(others.reduce(0) { $0 + exp($1 - largest) })
  }

  /// What the label has without any word, kept a float's precision away from 0 and 1.
  private func priorLogOdds(of label: Int) -> Double {
    let p = min(max(model.prior[label], 1e-7), 1 - 1e-7)
    return log(p / (1 - p))
  }
}

extension SentimentModel {
  /// A tool that classifies texts; make one for each thread.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package func makeClassifier() throws -> TextClassifier { try TextClassifier(self) }
}
