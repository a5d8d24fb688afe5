import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct EmbeddingEvaluatorTests {
  /// A plane with royalty along one axis and gender along the other.
  private let royals = WordVectors(
    vocabulary: Vocabulary(
      words: ["King", "man", "queen", "woman", "MAN", "apple", "king"],
      counts: [7, 6, 5, 4, 3, 2, 1])!,
    input: EmbeddingMatrix(rows: [
      [4, 1, 0], [0.5, 1, 0], [4, -1, 0], [0.5, -1, 0], [0.5, 1, 0.1], [0, 0, 3], [0, 1, 5],
    ]))

  @Test func analogiesAreAnsweredByTheNearestOtherWord() throws {
    let text = """
      : royal  family
      Man king woman queen
      man woman king queen
      one two three
      king queen man woman
      : fruit
      man king woman pear

      """
    let result = try withTemporaryFile(text.utf8) {
      try EmbeddingEvaluator(royals).evaluateAnalogies(in: $0)
    }
    #expect(result.sections.map(\.name) == ["royal family", "fruit"])
    #expect(result.sections.map(\.correct) == [2, 0])
    #expect(result.sections.map(\.questions) == [3, 0])
    #expect(result.sections.map(\.unknownQuestions) == [0, 1])
    #expect(result.sections[1].accuracy == nil)
    #expect(result.total.accuracy == 2.0 / 3)
    #expect(result.unknownShare == 0.25)
    #expect(result.skippedLines == 1)
  }

  /// More questions than a block holds, over random vectors, against the definition word by word.
  @Test func analogiesAgreeWithBruteForce() throws {
    var generator = SeededGenerator(seed: 5)
    let (count, dimension) = (300, 3)
    let words = (0..<count).map { "w\($0)" }
    let rows = (0..<count).map { _ in (0..<dimension).map { _ in generator.uniform() - 0.5 } }
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: words, counts: [Int](repeating: 1, count: count))!,
      input: EmbeddingMatrix(rows: rows))
    let limit = 250
    var text = ": all\n"
    var expected = 0
    for question in 0..<1200 {
      let order = generator.permutation(of: limit)
      let best = nearest(Array(order[0..<3]), in: rows[..<limit])
      // Every second question asks for what is right, the others for some word.
      let answer = question % 2 == 0 ? best : order[3]
      expected += answer == best ? 1 : 0
      text += "\((order[0..<3] + [answer]).map { words[$0] }.joined(separator: " "))\n"
    }
    text += "w1 w2 w3 w299\n"
    let result = try withTemporaryFile(text.utf8) {
      try EmbeddingEvaluator(vectors, vocabularyLimit: limit).evaluateAnalogies(in: $0)
    }
    #expect(result.total.questions == 1200)
    #expect(result.total.correct == expected)
    #expect(result.total.unknownQuestions == 1)
  }

  @Test func pairsAreComparedByCosine() throws {
    let text =
      "# a comment\nman\tWoman\t1.5\nking\tqueen\t7\nking\tapple\t0\nking\tpear\t3\nbad\n\n"
    let result = try withTemporaryFile(text.utf8) {
      try EmbeddingEvaluator(royals).evaluatePairs(in: $0)
    }
    #expect(result.pairs == 3)
    #expect(result.unknownPairs == 1)
    #expect(result.unknownShare == 0.25)
    #expect(result.skippedLines == 2)
    // The cosines are −0.6, 15/17 and 0.
    let expected = try #require(Correlation.pearson([1.5, 7, 0], [-0.6, 15.0 / 17, 0]))
    #expect(abs(try #require(result.pearson) - expected) < 1e-6)
    #expect(result.spearman == 0.5)
  }

  @Test(arguments: ["", "# word\tword\t1\n", "one two 3\n"])
  func filesWithoutPairsAreRefused(text: String) throws {
    try withTemporaryFile(text.utf8) { path in
      #expect { try EmbeddingEvaluator(royals).evaluatePairs(in: path) } throws: {
        ($0 as? FileError)?.file == path
      }
    }
  }

  @Test(arguments: ["", ": empty\n", "man king woman queen\n", ": short\nman king woman\n"])
  func filesWithoutQuestionsAreRefused(text: String) throws {
    try withTemporaryFile(text.utf8) { path in
      #expect { try EmbeddingEvaluator(royals).evaluateAnalogies(in: path) } throws: {
        ($0 as? FileError)?.file == path
      }
    }
  }

  /// `b̂ + ĉ − â` and its nearest other word, in `Double`.
  private func nearest(_ question: [Int], in rows: ArraySlice<[Float]>) -> Int {
    let units = rows.map { row in
      let length = row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      return row.map { Double($0) / length }
    }
    let (a, b, c) = (units[question[0]], units[question[1]], units[question[2]])
    let target = a.indices.map { b[$0] + c[$0] - a[$0] }
    func cosine(_ word: Int) -> Double { zip(units[word], target).reduce(0) { $0 + $1.0 * $1.1 } }
    return units.indices.filter { !question.contains($0) }.max { cosine($0) < cosine($1) }!
  }
}
