import SentimentTextProcessing

/// A word with its cosine to what was asked for.
struct NearWord: Encodable {
  let word: String
  let similarity: Double

  init(_ neighbor: (word: String, distance: Double)) {
    word = neighbor.word
    similarity = 1 - neighbor.distance
  }

  static func table(_ words: [NearWord], heading: String) -> String {
    var table = TextTable(header: [heading.onOneLine, "cosine"])
    for word in words { table.add([word.word.onOneLine, word.similarity.fixed(4)]) }
    return table.text
  }
}
