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
      The CSV or TSV column or the JSON key of the text; a column by its number too, from 1. \
      (default: the first in the file of \
      \(FieldNames.text.names.joined(separator: ", ")))
      """, valueName: "name"))
  var textField: String?

  @Option(
    help: ArgumentHelp(
      """
      The character between the fields of a record, such as ";"; tab stands for a tab. (default: \
      told from the first line)
      """, valueName: "character"),
    transform: InputOptions.parseDelimiter)
  var delimiter: UInt8?

  @Option(
    help: ArgumentHelp(
      """
      The encoding of texts that have no byte-order mark, such as windows-1252, GB18030, Shift_JIS \
      or UTF-16LE. (default: UTF-8, or what the text's bytes tell)
      """, valueName: "name"),
    transform: InputOptions.parseEncoding)
  var encoding: TextEncoding?

  @Flag(help: "Skip records that can't be read, and say how many, instead of stopping.")
  var skipBadLines = false

  var options: ReadingOptions {
    var options = ReadingOptions()
    options.format = textFormat
    options.textField = textField
    options.delimiter = delimiter
    options.encoding = encoding
    options.skipsFaultyRecords = skipBadLines
    return options
  }

  private static func parseDelimiter(_ argument: String) throws -> UInt8 {
    let text = ["tab", "\\t"].contains(argument) ? "\t" : argument
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80,
      !"\"\r\n\0".utf8.contains(byte)
    else {
      throw ValidationError("give one character, such as ; or |, or tab")
    }
    return byte
  }

  private static func parseEncoding(_ argument: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(name: argument) else {
      throw ValidationError(
        "no encoding is called that; give a name such as windows-1252, GB18030 or UTF-16LE")
    }
    return encoding
  }
}
