import ArgumentParser
import SentimentTextProcessing
import SentimentWordEmbeddings

struct Neighbors: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the words nearest to a word, to see what vectors have learned.",
    discussion: """
      The neighbours are exact, by the cosine of the vectors. With vectors that have n-grams \
      (fastText's .bin), the word need not be in the vocabulary.

      Example:
        sentiment neighbors good bad --embeddings vectors.safetensors -n 5
      """)

  @Argument(help: ArgumentHelp("Words to find the neighbours of.", valueName: "word"))
  var words: [String]

  @Option(name: .letter("n", "count"), help: "Neighbours of each word.")
  var count: Int = 10

  @OptionGroup var options: QueryOptions

  private struct Answer: Encodable {
    let word: String
    let neighbors: [NearWord]
  }

  func validate() throws {
    try require(1...1_000_000 ~= count, "--count takes 1 to 1000000")
  }

  var files: CommandFiles {
    CommandFiles(inputs: [options.embeddings], printsResult: true)
  }

  func run() throws {
    try options.answer(words) { vectors in
      for word in words where vectors.vector(for: word)?.allSatisfy({ $0 == 0 }) == true {
        throw FileError(
          .unsuitable, file: options.embeddings,
          problem: "the vector of \"\(word)\" is zero, so that no word is near it",
          remedy: "ask for another word")
      }
      let neighbors = try vectors.neighbors(for: words, maximumCount: count)
      return zip(words, neighbors).map {
        Answer(word: $0, neighbors: $1.map(NearWord.init))
      }
    } text: { answers in
      answers.map { NearWord.table($0.neighbors, heading: $0.word) }.joined(separator: "\n")
    }
  }
}
