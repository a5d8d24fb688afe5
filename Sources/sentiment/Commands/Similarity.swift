import ArgumentParser
import SentimentWordEmbeddings

struct Similarity: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how alike two words are by their vectors.",
    discussion: """
      The cosine of the angle between them: 1 for the same direction, −1 for opposite.

      Example:
        sentiment similarity good great --embeddings vectors.safetensors
      """)

  @Argument(help: ArgumentHelp("A word.", valueName: "a"))
  var a: String

  @Argument(help: ArgumentHelp("Another word.", valueName: "b"))
  var b: String

  @OptionGroup var options: QueryOptions

  private struct Answer: Encodable {
    let a: String
    let b: String
    let similarity: Double
  }

  var files: CommandFiles {
    CommandFiles(inputs: [options.embeddings], printsResult: true)
  }

  func run() throws {
    try options.answer([a, b]) { vectors in
      Answer(a: a, b: b, similarity: 1 - (vectors.distance(between: a, and: b) ?? 1))
    } text: {
      "\($0.similarity.fixed(4))\n"
    }
  }
}
