import ArgumentParser
import SentimentTransferLearning

struct TrainEmbeddings: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-embeddings",
    abstract:
      "Learn word vectors from your own unlabelled text, whose words the built-in ones may lack.",
    discussion: """
      The method is skip-gram with negative sampling. The same text, settings and seed give the \
      same file, byte for byte, with any number of threads, and whether the run was interrupted or \
      not.

      Example:
        sentiment train-embeddings reviews.txt --output vectors.safetensors
      """)

  @OptionGroup
  var options: TrainingOptions

  func validate() throws {
    if options.resume != nil { try Resumption.validate(Self.givenArguments) }
  }

  /// What stands behind the command's name.
  private static var givenArguments: [String] {
    Array(Program.arguments.dropFirst())
  }

  var files: CommandFiles {
    options.files
  }

  func run() throws {
    let request =
      if let checkpoint = options.resume {
        try Resumption(of: checkpoint, with: options).request
      } else {
        try options.makeRequest(
          as: Checkpoint.Request(arguments: Self.givenArguments, folder: WorkingFolder.path))
      }
    try TrainingSession(request, options.messageOptions.makeMessages()).run()
  }
}
