import ArgumentParser
import SentimentTextProcessing

/// How several labels stand in one cell.
struct LabelSeparatorOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Where a text may have several labels: what stands between them in a cell, such as "|"; a cell \
      of it alone says that the text has none of the labels. Lists in JSON and several __label__x \
      need none.
      """, valueName: "text"))
  var labelSeparator: String?

  func validate() throws {
    try require(labelSeparator.map { !$0.isEmpty }, "--label-separator takes a text, such as \"|\"")
  }

  /// The same options for texts with any number of labels.
  func apply(to options: ReadingOptions) -> ReadingOptions {
    var options = options
    options.isMultiLabel = true
    options.labelSeparator = labelSeparator
    return options
  }
}
