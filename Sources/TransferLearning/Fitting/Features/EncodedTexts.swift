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

  /// Texts that a thread takes at a time.
  private static let partSize = 256

  /// Reads the first texts of a source.
  ///
  /// - Parameter progress: called now and then with the number of texts done, and of bytes read,
  ///   compressed if they are.
  /// - Returns: the texts, and what was left out and repaired.
  /// - Throws: `FileError` when the source can't be read.
  static func read(
    _ source: CorpusSource, options: ReadingOptions, limit: Int, embeddings: PretrainedEmbeddings,
    threads: Int, progress: @escaping (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws -> (texts: EncodedTexts, report: ReadingReport) {
    let documents = FirstDocuments(
      try DocumentReader(source, options: options), limit: limit, partSize: partSize)
    let result = Collected()
    try OrderedPipeline(threads: threads).run(
      next: documents.next,
      makeWorker: {
        { (part: FirstDocuments.Part) -> (texts: EncodedTexts, inputByteCount: Int) in
          (try EncodedTexts(part.texts, embeddings: embeddings), part.inputByteCount)
        }
      },
      take: { part in
        result.texts.append(part.texts)
        progress(result.texts.count, part.inputByteCount)
      })
    return (result.texts, documents.reader.report)
  }
}

/// Lets closures share what comes.
private final class Collected {
  var texts = EncodedTexts()
}

/// The first texts of a source in parts, for closures to share.
private final class FirstDocuments {
  typealias Part = (texts: [String], inputByteCount: Int)

  var reader: DocumentReader
  private var left: Int
  private let partSize: Int

  init(_ reader: consuming DocumentReader, limit: Int, partSize: Int) {
    self.reader = reader
    left = limit
    self.partSize = partSize
  }

  func next() throws -> Part? {
    var texts: [String] = []
    while texts.count < partSize, left > 0, let document = try reader.next() {
      texts.append(document.text)
      left -= 1
    }
    return texts.isEmpty ? nil : (texts, reader.inputByteCount)
  }
}
