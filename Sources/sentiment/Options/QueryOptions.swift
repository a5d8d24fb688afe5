import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// The options of commands that query word vectors.
struct QueryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Word vectors: safetensors, word2vec, GloVe or fastText (.vec or .bin).", valueName: "file"),
    completion: .file())
  var embeddings: String

  @OptionGroup
  var input: VectorInputOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  /// The words shown in place of one that isn't known, at most.
  private static let suggestionCount = 3

  /// Reads the vectors, asks them for an answer and prints it.
  ///
  /// - Parameters:
  ///   - words: what is asked about; each must have a vector.
  ///   - text: the answer for a person.
  func answer<Answer: Encodable>(
    _ words: [String], _ ask: (WordVectors) throws -> Answer,
    text: (Answer) -> String
  ) throws {
    let messages = messageOptions.makeMessages()
    let start = ContinuousClock.now
    let file = try WordVectorsFile(
      contentsOf: embeddings, skipsFaultyRows: input.skipBadLines,
      progress: messages.rows("reading"))
    StandardError.clearLine()
    messages.notes(on: file)
    let read = ContinuousClock.now
    messages.detail("read", "\(file.vectors.size) in \(Self.milliseconds(read - start))")
    for word in words { try check(word, file.vectors) }
    let answer = try ask(file.vectors)
    messages.detail("answered", "in \(Self.milliseconds(ContinuousClock.now - read))")
    let output = StandardOutput()
    try output.write(json ? try JSONText.encode(answer, pretty: true) + "\n" : text(answer))
    try output.flush()
  }

  private static func milliseconds(_ duration: Duration) -> String {
    (duration / .milliseconds(1)).fixed(1) + " ms"
  }

  /// - Throws: `FileError` when the word has no vector.
  private func check(_ word: String, _ vectors: WordVectors) throws {
    guard vectors.vector(for: word) == nil else { return }
    try vectors.checkNumbers(of: word)
    let near = vectors.spellings(near: word, maximumCount: Self.suggestionCount)
    throw FileError(
      file: embeddings, problem: "it has no vector of \"\(word)\"",
      remedy: near.isEmpty
        ? "ask for a word of the vocabulary"
        : "it has \(near.map { "\"\($0)\"" }.joined(separator: ", "))")
  }
}
