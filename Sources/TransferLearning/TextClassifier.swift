import Classification
import Glibc
import TextProcessing
import WordEmbeddings

/// Classifies texts by a model: one thread's tool.
public final class TextClassifier {
  public let model: SentimentModel
  private let analyzer: TextAnalyzer
  private let encoder: SentenceEncoder
  // Written over for each text.
  private var words: [Int] = []
  private var sentence: [Float]
  private var activations: Activations

  init(_ model: SentimentModel) throws {
    self.model = model
    let vectors = model.embeddings.vectors
    analyzer = try TextAnalyzer(
      model.embeddings.settings, vocabulary: vectors.vocabulary, subwords: vectors.subwords)
    encoder = SentenceEncoder(vectors)
    sentence = [Float](repeating: 0, count: vectors.dimension)
    activations = Activations(model.classifier, rowCount: 1)
  }

  /// The short answer to a text in UTF-8, well-formed or not: the fast way for many texts.
  ///
  /// - Throws: `FileError` when the model's vectors of the text's words aren't finite.
  public func answer(_ text: Span<UInt8>) throws -> Answer {
    text.withUnsafeBufferPointer { analyzer.findKnownWords(of: $0, into: &words) }
    return Answer(probabilities: try probabilities(words), knownWordCount: words.count)
  }

  /// - Parameter explains: whether to say what each word contributes.
  /// - Throws: `FileError` when the model's vectors of the text's words aren't finite.
  public func classify(_ text: String, explains: Bool = false) throws -> Prediction {
    let words = analyzer.contentWords(of: text)
    let known = words.compactMap(\.id)
    let answer = Answer(probabilities: try probabilities(known), knownWordCount: known.count)
    return Prediction(
      text: text, label: model.labels[answer.label], probability: answer.probability,
      probabilities: Dictionary(uniqueKeysWithValues: zip(model.labels, answer.probabilities)),
      coverage: words.isEmpty ? 0 : Double(known.count) / Double(words.count),
      words: explains ? influences(words, on: answer.label) : [])
  }

  /// What each content word of a text, in order, contributes to a label.
  ///
  /// - Parameter label: one of the model's labels; by default the predicted one.
  /// - Throws: `FileError` when the model's vectors of the text's words aren't finite.
  public func influences(of text: String, on label: String? = nil) throws -> [Prediction.Word] {
    let words = analyzer.contentWords(of: text)
    let answer = Answer(probabilities: try probabilities(words.compactMap(\.id)), knownWordCount: 0)
    let chosen = label.flatMap { model.labels.firstIndex(of: $0) }
    return influences(words, on: chosen ?? answer.label)
  }

  /// The probability of each label for the mean of some words' vectors; the prior for no words.
  private func probabilities(_ words: [Int]) throws -> [Double] {
    guard !words.isEmpty else { return model.prior }
    encoder.encode(words, unseen: analyzer.unseen, into: &sentence)
    model.classifier.forward(sentence, into: &activations)
    let result = activations.probabilities.map(Double.init)
    guard result.allSatisfy(\.isFinite) else {
      throw FileError(
        file: model.name, problem: "it holds numbers that aren't finite",
        remedy: "train it again, or copy it again whole")
    }
    return result
  }

  /// Each word's part: the label's log-odds less those of the text without the word, wherever it
  /// stands in the text.
  ///
  /// All texts that lack one word are one product: with `n` words of mean `m`, those but for the
  /// `c` occurrences of the word with vector `v` have the mean `(n m − c v) / (n − c)`.
  private func influences(
    _ words: [(word: String, id: Int?)], on label: Int
  ) -> [Prediction.Word] {
    let known = words.compactMap(\.id)
    let occurrences = Dictionary(known.map { ($0, 1) }, uniquingKeysWith: +)
    let different = occurrences.keys.sorted()
    var rows = encoder.encode(known, unseen: analyzer.unseen)
    let mean = rows
    for id in different {
      let count = occurrences[id]!
      let left = Float(known.count - count)
      let vector = encoder.encode([id], unseen: analyzer.unseen)
      for column in mean.indices {
        let sum = Float(known.count) * mean[column] - Float(count) * vector[column]
        rows.append(left > 0 ? sum / left : 0)
      }
    }
    let labels = model.labels.count
    let logits = model.classifier.logits(rows, rowCount: different.count + 1)
    let logOdds = (0...different.count).map {
      Self.logOdds(logits[$0 * labels..<($0 + 1) * labels], of: label)
    }
    var contributions: [Int: Double] = [:]
    for (place, id) in different.enumerated() {
      let isAlone = occurrences[id] == known.count
      contributions[id] = logOdds[0] - (isAlone ? priorLogOdds(of: label) : logOdds[place + 1])
    }
    return words.map { word in
      Prediction.Word(
        text: word.word, known: word.id != nil,
        contribution: word.id.flatMap { contributions[$0] } ?? 0)
    }
  }

  /// `log(p / (1 − p)) = zᵢ − log Σⱼ≠ᵢ exp zⱼ`, which stays exact where `p` is next to 0 or 1.
  private static func logOdds(_ logits: ArraySlice<Float>, of label: Int) -> Double {
    let chosen = Double(logits[logits.startIndex + label])
    let others = logits.enumerated().filter { $0.offset != label }.map { Double($0.element) }
    let largest = others.max() ?? 0
    return chosen - largest - log(others.reduce(0) { $0 + exp($1 - largest) })
  }

  /// What the label has without any word, kept a float's precision away from 0 and 1.
  private func priorLogOdds(of label: Int) -> Double {
    let p = min(max(model.prior[label], 1e-7), 1 - 1e-7)
    return log(p / (1 - p))
  }
}
