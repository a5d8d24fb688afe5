import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Info: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a model or a file of word vectors is, and what it was made from.",
    discussion: """
      Gives the kind of the file, its labels, words, settings, seed, estimated accuracy, the texts \
      that were learned from with their digests (as xxh64sum prints them), and the version of the \
      program that wrote it.

      Examples:
        sentiment info model.safetensors
        sentiment info film-reviews-en --json
      """)

  @Argument(
    help: ArgumentHelp(
      """
      A model, vectors of any format, a checkpoint, or the name of a built-in model \
      (\(SentimentModel.embeddedNames.joined(separator: ", "))).
      """, valueName: "file|name"), completion: .modelOrFile)
  var file: String

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  var files: CommandFiles { CommandFiles(inputs: [file], printsResult: true) }

  func run() throws {
    let kept: KeptFile
    do {
      kept = try KeptFile(file)
    } catch let error as FileError where error.kind == .missing {
      throw NamedModel.suggesting(error, for: file)
    }
    let description = FileDescription(kept, name: file)
    let output = StandardOutput()
    try output.write(
      json ? try JSONText.encode(description, pretty: true) + "\n" : description.text)
    try output.flush()
  }
}
