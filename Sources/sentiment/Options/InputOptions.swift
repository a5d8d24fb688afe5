import ArgumentParser
import SentimentTextProcessing

/// The options of commands that read texts: what files don't tell by themselves.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The format of the texts, if a file's name and first line don't tell: lines is a text a line, \
      document a text a file.
      """, valueName: "format"))
  var textFormat: TextFormat?

  @Option(
    help: ArgumentHelp(
      """
      The CSV or TSV column or the JSON key of the text. (default: the first in the file of \
      \(FieldNames.text.names.joined(separator: ", ")))
      """, valueName: "name"))
  var textField: String?

  @Flag(help: "Skip records that can't be read, and say how many, instead of stopping.")
  var skipBadLines = false

  var options: ReadingOptions {
    var options = ReadingOptions()
    options.format = textFormat
    options.textField = textField
    options.skipsFaultyRecords = skipBadLines
    return options
  }
}
