import ArgumentParser
import SentimentTextProcessing

/// How texts without labels are read beside labelled ones, whose files may have other columns.
struct UnlabelledInputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The format of the texts without labels. (default: told by the file's name, else as \
      --text-format)
      """, valueName: "format"))
  var unlabelledTextFormat: TextFormat?

  @Option(
    help: ArgumentHelp(
      """
      The column or key of the text in files without labels. (default: as --text-field where there \
      is such a field, else the first with a usual name)
      """, valueName: "name"))
  var unlabelledTextField: String?

  /// - Parameters:
  ///   - labelled: how labelled texts are read.
  ///   - hasLabelled: whether there are any; else what is chosen for them is for these texts.
  func options(beside labelled: InputOptions, hasLabelled: Bool) -> ReadingOptions {
    var options = labelled.options
    options.isForUnlabelledTexts = hasLabelled
    options.choicesAreForOtherFiles = hasLabelled && unlabelledTextField == nil
    options.textField = unlabelledTextField ?? options.textField
    if let unlabelledTextFormat { options.format = unlabelledTextFormat }
    return options
  }
}
