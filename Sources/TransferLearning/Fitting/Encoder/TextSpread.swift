import SentimentTextProcessing

/// Texts of some sources, evenly spread over them: at most so many, whatever the sources' size.
struct TextSpread {
  private(set) var texts: [String] = []
  private let limit: Int
  /// One of so many texts is kept.
  private var step = 1
  private var count = 0

  /// - Parameters:
  ///   - sources: are read to their ends; standard input, which can be read once alone, isn't.
  ///   - limit: at least half as many are kept, where there are so many.
  /// - Throws: `FileError` when a source can't be read; `CancellationError`.
  init(
    of sources: [CorpusSource], options: ReadingOptions, limit: Int, cancellation: CancellationFlag
  ) throws {
    self.limit = limit
    for source in sources {
      if case .standardInput = source { continue }
      var reader = try DocumentReader(source, options: options)
      while let document = try reader.next() {
        if count % 1_024 == 0 { try cancellation.check() }
        add(document.text)
      }
    }
  }

  private mutating func add(_ text: String) {
    defer { count += 1 }
    guard count.isMultiple(of: step) else { return }
    texts.append(text)
    guard texts.count > limit else { return }
    step *= 2
    texts = stride(from: 0, to: texts.count, by: 2).map { texts[$0] }
  }
}
