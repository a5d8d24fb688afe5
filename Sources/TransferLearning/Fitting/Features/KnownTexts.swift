import SentimentTextProcessing

/// The labelled texts that can be learned from: those with a known word.
struct KnownTexts: Sendable {
  var encoded = EncodedTexts()
  /// The number of each text's label.
  var targets: [Int] = []
  /// The place of each text among all that were given.
  var places: [Int] = []
  /// How many of all texts have each label.
  var counts: [Int]

  /// - Parameter labels: all of them, in order.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ texts: [LabelledText], labels: [String], embeddings: PretrainedEmbeddings) throws {
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let all = try EncodedTexts(texts.lazy.map(\.text), embeddings: embeddings)
    counts = [Int](repeating: 0, count: labels.count)
    for (place, text) in texts.enumerated() {
      counts[numbers[text.label]!] += 1
      guard all.wordCount(place) > 0 else { continue }
      encoded.append(all[place])
      targets.append(numbers[text.label]!)
      places.append(place)
    }
  }
}
