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
      The CSV or TSV column or the JSON key of the label; a column by its number too, from 1. \
      (default: the first in the file of \
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

  /// Reads labelled texts, and says how many of which label there are. Records without a label are
  /// left out.
  ///
  /// - Throws: As ``LabelledTextReader``.
  func read(_ sources: [CorpusSource], _ messages: Messages) throws -> [LabelledText] {
    try readPartlyLabelled(sources, options: options, messages).labelled
  }

  /// The same with the texts of records whose label is empty, and how much each text counts.
  func readPartlyLabelled(
    _ sources: [CorpusSource], weightField: String? = nil, _ messages: Messages
  ) throws -> PartlyLabelledTexts<LabelledText> {
    var options = options
    options.weightField = weightField
    options.keepsUnlabelledTexts = true
    return try readPartlyLabelled(sources, options: options, messages)
  }

  /// The same where a text may have any number of labels.
  func readPartlyMultiLabel(
    _ sources: [CorpusSource], _ separator: LabelSeparatorOption, weightField: String? = nil,
    _ messages: Messages
  ) throws -> PartlyLabelledTexts<MultiLabelText> {
    var options = separator.apply(to: options)
    options.weightField = weightField
    options.keepsUnlabelledTexts = true
    let texts = try LabelledTextReader.readPartlyMultiLabel(
      sources, options: options, progress: try progress(sources, messages))
    say(texts, LabelSurvey(texts.labelled), learnsFromUnlabelled: true, messages)
    return texts
  }

  private func readPartlyLabelled(
    _ sources: [CorpusSource], options: ReadingOptions, _ messages: Messages
  ) throws -> PartlyLabelledTexts<LabelledText> {
    let texts = try LabelledTextReader.readPartlyLabelled(
      sources, options: options, progress: try progress(sources, messages))
    say(
      texts, LabelSurvey(texts.labelled), learnsFromUnlabelled: options.keepsUnlabelledTexts,
      messages)
    return texts
  }

  /// What shows how far reading is.
  private func progress(
    _ sources: [CorpusSource], _ messages: Messages
  ) throws -> (_ texts: Int, _ inputBytes: Int) -> Void {
    let byteCount = try sources.byteCount
    try messages.detail(sources: sources)
    return { texts, bytes in
      messages.progress(
        "reading", "\(texts.counted("labelled text")), \(messages.rate(texts, "texts"))",
        share: byteCount?.share(done: bytes))
    }
  }

  /// Says what was read, and what is odd in it.
  private func say<Text>(
    _ texts: PartlyLabelledTexts<Text>, _ survey: LabelSurvey, learnsFromUnlabelled: Bool,
    _ messages: Messages
  ) {
    let named = survey.counts.prefix(Self.shownLabels).map { label, count in
      "\(label.onOneLine) \((Double(count) / Double(texts.labelled.count)).percent(0))"
    }
    let others = survey.counts.count > named.count ? [", …"] : []
    messages.step(
      "read",
      "\(texts.labelled.count.counted("text")):"
        + " \(named.joined(separator: ", "))\(others.joined())")
    messages.notes(on: texts.report, learnsFromUnlabelled: learnsFromUnlabelled)
    messages.warn(of: survey)
  }
}
