import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Convert: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write word vectors in another format, for other programs.",
    discussion: """
      The format of the input is told from its content. That of the output follows from its \
      extension (.safetensors, .vec or .txt for word2vec's text, .bin for word2vec's binary, \
      .glove), or from --to. Numbers stay the same to the last bit; the n-grams of fastText's .bin \
      stay in safetensors only.

      Example:
        sentiment convert GoogleNews.bin vectors.safetensors
      """)

  @Argument(help: ArgumentHelp("The vectors to read.", valueName: "in"))
  var input: String

  @Argument(help: ArgumentHelp("The file to write.", valueName: "out"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Format of the output; without it, the name of the output tells.",
      valueName: "format"))
  var to: VectorFormat?

  @OptionGroup
  var inputOptions: VectorInputOptions

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  func validate() throws {
    try require(
      to != nil || VectorFormat(extensionOf: output) != nil,
      "Give --to, or an output that ends in .safetensors, .vec, .txt, .bin or .glove")
  }

  var files: CommandFiles {
    CommandFiles(inputs: [input], outputs: [output])
  }

  func run() throws {
    guard let format = to ?? VectorFormat(extensionOf: output) else { return }
    try OutputFile.check(output)
    let messages = messageOptions.makeMessages()
    let source = try EmbeddingsImport(
      contentsOf: input, skipsFaultyRows: inputOptions.skipBadLines,
      progress: messages.rows("reading"))
    report(source, format, messages)
    try source.embeddings.write(
      to: output, format: format, progress: messages.rows("writing"))
    messages.step("wrote", "\(output) (\(format.rawValue))")
  }

  private func report(_ source: EmbeddingsImport, _ format: VectorFormat, _ messages: Messages) {
    let vectors = source.embeddings.vectors
    messages.step("read", "\(vectors.size) (\(source.format.rawValue))")
    messages.notes(on: source)
    if source.hasClassifier {
      messages.note("the classifier of the model is left out: only its word vectors are written")
    }
    if let subwords = vectors.subwords {
      let rows = subwords.rows.rowCount.counted("n-gram")
      messages.note("\(rows)\(format == .safetensors ? "" : ", left out")")
    }
  }
}
