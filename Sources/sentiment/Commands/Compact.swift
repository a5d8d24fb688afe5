import ArgumentParser
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Compact: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a model file smaller.",
    discussion: """
      The words' vectors are rounded to eight bits a number, and of the pairs of words that have a \
      weight the heaviest are kept. Vectors serve to adapt the model further: a model of `fit` \
      that keeps all its pairs answers as before.

      Example:
        sentiment compact model.safetensors small.safetensors
      """)

  @Argument(help: ArgumentHelp("A model.", valueName: "in"))
  var input: String

  @Argument(help: ArgumentHelp("The file to write.", valueName: "out"))
  var output: String

  @Option(help: ArgumentHelp("Pairs of words to keep.", valueName: "number"))
  var pairs: Int = 30_000

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    try require(0...1_000_000_000 ~= pairs, "--pairs takes 0 to 1000000000")
  }

  var files: CommandFiles {
    CommandFiles(inputs: [input], outputs: [output])
  }

  func run() throws {
    try OutputFile.check(output)
    let messages = messageOptions.makeMessages()
    let model = try NamedModel.load(input, messages)
    try model.keepingPairs(pairs).write(to: output, isCompact: true)
    messages.step("wrote", output)
  }
}
