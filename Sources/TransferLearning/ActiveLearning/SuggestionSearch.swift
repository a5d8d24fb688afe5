import SentimentTextProcessing

/// A text whose label would help, and what the model makes of it.
public struct Suggestion: Sendable, Codable, Equatable {
  /// The file, folder or glob, as it was named, and the line of the file the text begins in.
  public let source: String
  public let line: Int
  public let text: String
  /// The most probable label, and its probability.
  public let label: String
  public let probability: Double
}

/// Finds, among unlabelled texts, those whose labels would help a model most (``TextSuggester``).
public struct SuggestionSearch {
  public let model: SentimentModel
  /// The result doesn't depend on it.
  public var threads = 1
  /// Called now and then with the number of texts read.
  public var progress: (_ texts: Int) -> Void = { _ in }

  /// The number of texts that are read of each source, at most.
  private static let textLimit = 20_000
  /// The number of texts that are read between two reports of progress.
  private static let reportedTexts = 256

  public init(_ model: SentimentModel) { self.model = model }

  /// - Parameters:
  ///   - count: how many to suggest.
  ///   - sources: texts without labels.
  ///   - labelled: texts that have labels; nothing like them is suggested.
  ///   - options: how texts are read where names and content don't tell.
  /// - Returns: the best first, fewer than asked for where all others are near-duplicates or have no
  ///   known word; and what was left out and repaired in reading.
  /// - Throws: `FileError` when a source can't be read, or no word of any is known.
  public func run(
    _ count: Int, from sources: [CorpusSource], labelled: [LabelledText] = [],
    options: ReadingOptions = ReadingOptions()
  ) throws -> (suggestions: [Suggestion], reading: ReadingReport) {
    var texts: [(source: String, document: DocumentReader.Document)] = []
    var reading = ReadingReport()
    for source in sources {
      var reader = try DocumentReader(source, options: options)
      var left = Self.textLimit
      while left > 0, let document = try reader.next() {
        texts.append((source.name, document))
        left -= 1
        if texts.count % Self.reportedTexts == 0 { progress(texts.count) }
      }
      reading.add(reader.report)
    }
    let name = sources.map(\.name).joined(separator: ", ")
    guard !texts.isEmpty else {
      throw FileError(
        .empty, file: name, problem: "there is no text in it",
        remedy: "give a document a line")
    }
    var configuration = FitConfiguration()
    configuration.documentLimit = texts.count
    let statistics = try UnlabelledStatistics(
      model.embeddings, texts: texts.map(\.document.text), name: name, configuration: configuration,
      threads: threads)
    let pool = try TextPool(texts.map(\.document.text), statistics: statistics)
    let given = try TextPool(labelled.map(\.text), statistics: statistics)
    let suggester = TextSuggester(labelled: try given.candidates(by: nil))
    let suggestions = try suggester.choose(count, of: pool.candidates(by: model)).map { id in
      let (source, document) = texts[Int(id)]
      let answer = try pool.answer(to: Int(id), by: model)
      return Suggestion(
        source: source, line: document.line, text: document.text,
        label: model.labels[answer.label], probability: answer.probability)
    }
    return (suggestions, reading)
  }
}
