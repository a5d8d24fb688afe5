import SentimentTextProcessing
import SentimentWordEmbeddings

/// The labelled texts that can be learned from: those with a known word.
struct KnownTexts: Sendable {
  var encoded = EncodedTexts()
  /// The index of each text's label.
  var targets: [Int] = []
  /// The index of each text among all that were given.
  var indices: [Int] = []
  /// How many of all texts have each label.
  var counts: [Int]

  /// The labels of some texts in order, of which there must be two.
  ///
  /// - Parameters:
  ///   - name: what messages call the texts.
  ///   - remedy: what to do where there is one label alone.
  /// - Throws: `FileError` when there are fewer than two.
  static func labels(
    of texts: [LabelledText], name: String, remedy: String = "give texts of at least two labels"
  ) throws(FileError) -> [String] {
    let labels = Set(texts.lazy.map(\.label)).sorted()
    guard labels.count > 1 else {
      throw FileError(
        .tooFewLabels, file: name,
        problem: "all its texts have the label \"\(labels.first ?? "")\"",
        remedy: remedy)
    }
    return labels
  }

  /// - Parameters:
  ///   - labels: all of them, in order.
  ///   - subwords: what gives vectors to words that the vocabulary lacks; such words are no part of
  ///     ``encoded``.
  ///   - visit: receives the words of each text with a known word, and what has the vectors of those
  ///     that the vocabulary lacks while it runs.
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(
    _ texts: [LabelledText], labels: [String], embeddings: PretrainedEmbeddings,
    subwords: SubwordTable? = nil,
    visit: (_ words: [Int], _ unseen: UnseenWords?) throws -> Void = { _, _ in }
  ) throws {
    let labelIndices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let vocabulary = embeddings.vectors.vocabulary
    let analyzer = try TextAnalyzer(
      embeddings.settings, vocabulary: vocabulary, subwords: subwords)
    counts = [Int](repeating: 0, count: labels.count)
    var words: [Int] = []
    for (index, text) in texts.enumerated() {
      let label = labelIndices[text.label]!
      counts[label] += 1
      var content = text.text
      content.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
      guard !words.isEmpty else { continue }
      encoded.append(subwords == nil ? words : words.filter { $0 < vocabulary.count })
      targets.append(label)
      indices.append(index)
      try visit(words, analyzer.unseen)
    }
  }

  /// - Throws: `FileError` when there are texts, and none of them has a known word.
  func check(name: String) throws(FileError) {
    guard targets.isEmpty, counts.contains(where: { $0 > 0 }) else { return }
    throw Self.noKnownWord(in: name)
  }

  static func noKnownWord(in name: String) -> FileError {
    FileError(
      .unknownWords, file: name, problem: "none of its words is known to the vectors",
      remedy: "use vectors that were trained on text of the same language and kind")
  }
}
