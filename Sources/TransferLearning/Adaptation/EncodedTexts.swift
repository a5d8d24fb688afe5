import TextProcessing

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

  /// Texts that a thread takes at a time.
  private static let partSize = 256

  /// Reads the first texts of a source.
  ///
  /// - Returns: the texts, and what was left out and repaired.
  /// - Throws: `FileError` when the source can't be read.
  static func read(
    _ source: CorpusSource, options: ReadingOptions, limit: Int, embeddings: PretrainedEmbeddings,
    threads: Int
  ) throws -> (texts: EncodedTexts, report: ReadingReport) {
    let documents = FirstDocuments(
      try DocumentReader(source, options: options), limit: limit, partSize: partSize)
    let result = Collected()
    try OrderedPipeline<[String], EncodedTexts>(threads: threads).run(
      next: documents.next,
      makeWorker: { { try EncodedTexts($0, embeddings: embeddings) } },
      take: { result.texts.append($0) })
    return (result.texts, documents.reader.report)
  }
}

/// Lets closures share what comes.
private final class Collected {
  var texts = EncodedTexts()
}

/// The first texts of a source in parts, for closures to share.
private final class FirstDocuments {
  var reader: DocumentReader
  private var left: Int
  private let partSize: Int

  init(_ reader: consuming DocumentReader, limit: Int, partSize: Int) {
    self.reader = reader
    left = limit
    self.partSize = partSize
  }

  func next() throws -> [String]? {
    var texts: [String] = []
    while texts.count < partSize, left > 0, let document = try reader.next() {
      texts.append(document.text)
      left -= 1
    }
    return texts.isEmpty ? nil : texts
  }
}
