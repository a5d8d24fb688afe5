import Classification
import Glibc
import TextProcessing
import WordEmbeddings

/// Classifies texts by a model: one thread's tool.
public final class TextClassifier {
  public let model: SentimentModel
  private let analyzer: TextAnalyzer
  private let encoder: SentenceEncoder

  init(_ model: SentimentModel) throws {
    self.model = model
    analyzer = try TextAnalyzer(
      model.embeddings.settings, vocabulary: model.embeddings.vectors.vocabulary)
    encoder = SentenceEncoder(model.embeddings.vectors)
  }

  /// - Parameter explains: whether to say what each word contributes.
  /// - Throws: `FileError` when the model's vectors of the text's words aren't finite.
  public func classify(_ text: String, explains: Bool = false) throws -> Prediction {
    let words =
      explains
      ? analyzer.contentWords(of: text)
      : analyzer.contentWordIDs(of: text).map { (word: "", id: $0) }
    let known = words.compactMap(\.id)
    let probabilities = try probabilities(known)
    let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    return Prediction(
      text: text, label: model.labels[best], probability: probabilities[best],
      probabilities: Dictionary(uniqueKeysWithValues: zip(model.labels, probabilities)),
      coverage: words.isEmpty ? 0 : Double(known.count) / Double(words.count),
      words: explains ? try explain(words, label: best) : [])
  }

  /// The probability of each label for the mean of some words' vectors; the prior for no words.
  private func probabilities(_ words: [Int]) throws -> [Double] {
    guard !words.isEmpty else { return model.prior }
    let sentence = encoder.encode(words)
    let result = model.classifier.probabilities(sentence, rowCount: 1).map(Double.init)
    guard result.allSatisfy(\.isFinite) else {
      throw FileError(
        file: model.name, problem: "it holds numbers that aren't finite",
        remedy: "train it again, or copy it again whole")
    }
    return result
  }

  /// Each word's contribution: the log-odds of the label less those without the word.
  private func explain(
    _ words: [(word: String, id: Int?)], label: Int
  ) throws -> [Prediction.Word] {
    let known = words.compactMap(\.id)
    let logOdds = Self.logOdds(try probabilities(known)[label])
    var place = 0
    return try words.map { word in
      guard word.id != nil else {
        return Prediction.Word(text: word.word, known: false, contribution: 0)
      }
      var others = known
      others.remove(at: place)
      place += 1
      let without = Self.logOdds(try probabilities(others)[label])
      return Prediction.Word(text: word.word, known: true, contribution: logOdds - without)
    }
  }

  /// `log(p / (1 − p))`, with `p` kept a float's precision away from 0 and 1.
  private static func logOdds(_ probability: Double) -> Double {
    let p = min(max(probability, 1e-7), 1 - 1e-7)
    return log(p / (1 - p))
  }
}
