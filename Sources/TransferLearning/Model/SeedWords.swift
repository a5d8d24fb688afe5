import SentimentTextProcessing
import SentimentWordEmbeddings

/// Words that say what a label means: knowledge that needs no labelled text.
public struct SeedWords: Sendable, Codable, Equatable {
  public let label: String
  public let words: [String]

  public init(label: String, words: [String]) {
    self.label = label
    self.words = words
  }

  /// From `label=word,word,…`; `nil` when a part is missing. A label may hold "=", words can't.
  public init?(_ text: String) {
    guard let separator = text.lastIndex(of: "=") else { return nil }
    let label = text[..<separator].trimmed
    let words = text[text.index(after: separator)...].split(separator: ",").map(\.trimmed)
      .filter { !$0.isEmpty }
    guard !label.isEmpty, !words.isEmpty else { return nil }
    self.init(label: label, words: words)
  }

  /// The mean of the words' vectors at length 1, `dimension` numbers.
  ///
  /// - Throws: `FileError` when the vectors have none of the words.
  func vector(in embeddings: PretrainedEmbeddings, by analyzer: TextAnalyzer) throws -> [Double] {
    let vectors = embeddings.vectors
    var sum = [Double](repeating: 0, count: vectors.dimension)
    let ids = knownWords(by: analyzer)
    guard !ids.isEmpty else {
      throw FileError(
        .unknownWords, file: "\(.seedWords) \(label)", setting: .seedWords,
        problem: "the vectors have none of its words",
        remedy: "give words that are common in such texts")
    }
    for id in ids {
      let row = vectors.input[id].map(Double.init)
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in sum.indices { sum[column] += row[column] / max(length, 1e-12) }
    }
    return sum.map { $0 / Double(ids.count) }
  }

  /// The ids of the words that the vectors have.
  func knownWords(by analyzer: TextAnalyzer) -> [Int] {
    words.flatMap { analyzer.contentWords(of: $0).compactMap(\.id) }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
