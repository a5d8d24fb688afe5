import SentimentTextProcessing

/// Texts as the ids of their known content words.
struct EncodedTexts: Sendable {
  private(set) var ids: [UInt32] = []
  /// Text `i` is `ids[offsets[i]..<offsets[i + 1]]`.
  private(set) var offsets = [0]

  var count: Int { offsets.count - 1 }

  mutating func append(_ words: [Int]) {
    for word in words { ids.append(UInt32(word)) }
    offsets.append(ids.count)
  }

  mutating func append(_ other: EncodedTexts) {
    let start = ids.count
    ids += other.ids
    offsets += other.offsets.dropFirst().map { $0 + start }
  }

  /// The words of a text, in order.
  subscript(text: Int) -> [Int] { ids[offsets[text]..<offsets[text + 1]].map(Int.init) }

  func wordCount(_ text: Int) -> Int { offsets[text + 1] - offsets[text] }

  /// How often each word stands in all texts.
  func counts(vocabularySize: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: vocabularySize)
    for id in ids { counts[Int(id)] += 1 }
    return counts
  }
}

extension EncodedTexts {
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ texts: some Sequence<String>, embeddings: PretrainedEmbeddings) throws {
    let analyzer = try TextAnalyzer(embeddings.settings, vocabulary: embeddings.vectors.vocabulary)
    var words: [Int] = []
    for text in texts {
      var text = text
      text.withUTF8 { analyzer.findKnownWords(of: $0, into: &words) }
      append(words)
    }
  }

  /// The first documents of a part of a corpus; its tokenizer must be that of the embeddings.
  init(
    _ corpus: TokenizedCorpus, part: Int, limit: Int, embeddings: PretrainedEmbeddings
  ) throws {
    let settings = embeddings.settings
    (ids, offsets) = try corpus.documents(
      ofPart: part, limit: limit, vocabulary: embeddings.vectors.vocabulary,
      stopWords: settings.stopWords, phrases: settings.phrases)
  }
}
