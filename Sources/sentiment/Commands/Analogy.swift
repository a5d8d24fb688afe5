import ArgumentParser
import SentimentWordEmbeddings

struct Analogy: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer \"A is to B as C is to …\", to see what vectors have learned.",
    discussion: """
      Shows the words with the largest cosine to B − A + C, each at length 1 (3CosAdd); the three \
      themselves are left out.

      Example:
        sentiment analogy man king woman --embeddings vectors.safetensors
      """)

  @Argument(help: ArgumentHelp("For example: man.", valueName: "a"))
  var a: String

  @Argument(help: ArgumentHelp("For example: king.", valueName: "b"))
  var b: String

  @Argument(help: ArgumentHelp("For example: woman.", valueName: "c"))
  var c: String

  @Option(name: .letter("n", "count"), help: "Words to show.")
  var count: Int = 10

  @OptionGroup var options: QueryOptions

  private struct Answer: Encodable {
    let a: String
    let b: String
    let c: String
    let answers: [NearWord]
  }

  func validate() throws {
    try require(1...1_000_000 ~= count, "--count takes 1 to 1000000")
  }

  var files: CommandFiles {
    CommandFiles(inputs: [options.embeddings], printsResult: true)
  }

  func run() throws {
    try options.answer([a, b, c]) { vectors in
      Answer(
        a: a, b: b, c: c,
        answers: try vectors.analogy(a, b, c, maximumCount: count).map(NearWord.init))
    } text: {
      NearWord.table($0.answers, heading: "\($0.a) : \($0.b) = \($0.c) : …")
    }
  }
}
