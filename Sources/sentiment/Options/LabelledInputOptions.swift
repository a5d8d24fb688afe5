import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning

/// How the commands that read labelled texts are told what the files don't tell.
struct LabelledInputOptions: ParsableArguments {
  @OptionGroup
  var texts: InputOptions

  @Option(
    help: ArgumentHelp(
      """
      The CSV or TSV column or the JSON key of the label. (default: the first in the file of \
      \(FieldNames.label.names.joined(separator: ", ")))
      """, valueName: "name"))
  var labelField: String?

  var options: ReadingOptions {
    var options = texts.options
    options.labelField = labelField
    return options
  }

  /// The largest number of labels that a message names.
  private static let shownLabels = 10

  /// Reads labelled texts, and says how many of which label there are.
  ///
  /// - Throws: As ``LabelledTextReader``.
  func read(_ sources: [CorpusSource], _ messages: Messages) throws -> [LabelledText] {
    let byteCount = try sources.byteCount
    try messages.detail(sources: sources)
    let (texts, report) = try LabelledTextReader.read(sources, options: options) { texts, bytes in
      messages.progress(
        "reading", "\(texts.counted("labelled text")), \(messages.rate(texts, "texts"))",
        share: byteCount?.share(done: bytes))
    }
    let counts = Dictionary(texts.map { ($0.label, 1) }, uniquingKeysWith: +)
    let named = counts.sorted { $0.key < $1.key }.prefix(Self.shownLabels).map {
      "\($0.onOneLine) \((Double($1) / Double(texts.count)).percent(0))"
    }
    let others = counts.count > named.count ? [", …"] : []
    messages.step(
      "read",
      "\(texts.count.counted("text")): \(named.joined(separator: ", "))\(others.joined())")
    messages.notes(on: report)
    return texts
  }
}
