import ArgumentParser
import TextProcessing
import TransferLearning
import WordEmbeddings

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write word vectors in another format.",
    discussion: """
      The format of the input is seen from its content. That of the output follows from its \
      extension (.safetensors, .vec or .txt for word2vec's text, .bin for word2vec's binary, \
      .glove), or from --to. Numbers stay the same to the last bit; the n-grams of fastText's .bin \
      stay in safetensors only.
      """)

  @Argument(help: ArgumentHelp("The vectors to read.", valueName: "in"))
  var input: String

  @Argument(help: ArgumentHelp("The file to write.", valueName: "out"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Format of the output; without it, that which the output's name ends in.",
      valueName: "format"))
  var to: VectorFormat?

  func validate() throws {
    guard to != nil || VectorFormat(extensionOf: output) != nil else {
      throw ValidationError(
        "Give --to, or an output that ends in .safetensors, .vec, .txt, .bin or .glove.")
    }
  }

  func run() throws {
    guard let format = to ?? VectorFormat(extensionOf: output) else { return }
    try Output.check(output)
    let source = try EmbeddingsImport(contentsOf: input)
    try source.embeddings.write(to: output, format: format)
    report(source, format)
  }

  private func report(_ source: EmbeddingsImport, _ format: VectorFormat) {
    let vectors = source.embeddings.vectors
    var lines = [
      "read      \(vectors.vocabularySize.grouped) words × \(vectors.dimension)"
        + " (\(source.format.rawValue))"
    ]
    lines += FileRemarks.lines(source.duplicateCount, source.illFormedWordCount)
    if let subwords = vectors.subwords {
      let rows = "\(subwords.rows.rowCount.grouped) n-grams"
      lines.append("          \(rows)\(format == .safetensors ? "" : ", left out")")
    }
    lines.append("wrote     \(output) (\(format.rawValue))")
    StandardError.write(lines.joined(separator: "\n") + "\n")
  }
}
