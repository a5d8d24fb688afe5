import ArgumentParser
import TextProcessing

/// How the commands that read labelled texts are told what the files don't tell.
struct LabelledInputOptions: ParsableArguments {
  @OptionGroup
  var texts: InputOptions

  @Option(
    help: ArgumentHelp(
      """
      The CSV or TSV column or the JSON key of the label. (default: the first there is of \
      \(FieldNames.label.names.joined(separator: ", ")))
      """, valueName: "name"))
  var labelField: String?

  var options: ReadingOptions {
    var options = texts.options
    options.labelField = labelField
    return options
  }
}
