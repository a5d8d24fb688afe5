import SentimentTextProcessing

/// Texts of some sources, evenly spread over them: at most so many, whatever the sources' size.
struct TextSpread {
  /// How much an encoder is to read.
  struct Limit {
    var texts: Int
    /// In UTF-8, of each text as much as an encoder reads.
    var bytes = Int.max

    /// What the built-in encoder reads in a minute or two on two processors.
    static let byDefault = Limit(texts: 20_000, bytes: 3_000_000)
    /// About so much of a text is read.
    static let bytesOfText = 1_200
  }

  private(set) var texts: [String] = []
  private var byteCount = 0
  private let limit: Limit
  /// One of so many texts is kept.
  private var step = 1
  private var count = 0

  /// - Parameters:
  ///   - sources: are read to their ends.
  ///   - limit: at least half as much is kept, where there is so much.
  /// - Throws: `FileError` when a source can't be read; `CancellationError`.
  init(
    of sources: [CorpusSource], options: ReadingOptions, limit: Limit,
    cancellation: CancellationFlag
  ) throws {
    self.limit = limit
    for source in sources {
      var reader = try DocumentReader(source, options: options)
      while let document = try reader.next() {
        if count % 1_024 == 0 { try cancellation.check() }
        add(document.text)
      }
    }
  }

  init(_ texts: some Sequence<String>, limit: Limit) {
    self.limit = limit
    for text in texts { add(text) }
  }

  private static func size(_ text: String) -> Int { min(text.utf8.count, Limit.bytesOfText) }

  private mutating func add(_ text: String) {
    defer { count += 1 }
    guard count.isMultiple(of: step) else { return }
    texts.append(text)
    byteCount += Self.size(text)
    while texts.count > limit.texts || (byteCount > limit.bytes && texts.count > 1) {
      step *= 2
      texts = stride(from: 0, to: texts.count, by: 2).map { texts[$0] }
      byteCount = texts.reduce(0) { $0 + Self.size($1) }
    }
  }
}
