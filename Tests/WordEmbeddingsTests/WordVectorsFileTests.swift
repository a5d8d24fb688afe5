import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct WordVectorsFileTests {
  private let vectors = WordVectors(
    vocabulary: Vocabulary(words: ["gut", "schön", "好"], counts: [9, 4, 4])!,
    input: EmbeddingMatrix(rows: [[1, -2.5], [0.1, 3e-9], [.pi, .leastNonzeroMagnitude]]))

  @Test(arguments: VectorFormat.writable)
  func whatIsWrittenIsRead(format: VectorFormat) throws {
    try withTemporaryFile([]) { path in
      try vectors.write(to: path, format: format)
      let file = try WordVectorsFile(contentsOf: path)
      #expect(file.format == format)
      #expect(file.vectors.vocabulary.words == ["gut", "schön", "好"])
      for row in 0..<3 { #expect(file.vectors.input[row] == vectors.input[row]) }
      #expect(file.duplicateCount == 0)
      #expect(file.illFormedWordCount == 0)
    }
  }

  /// Reading and writing tell how many of all rows are done; mapped vectors aren't read.
  @Test func progressIsTold() throws {
    let words = (0..<3_000).map { "w\($0)" }
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 })!,
      input: EmbeddingMatrix(rows: words.map { _ in [1, 2] }),
      output: EmbeddingMatrix(rows: words.map { _ in [3, 4] }))
    let each = [[1024, 3_000], [2048, 3_000]]
    func told(_ work: (RowProgress) throws -> Void) rethrows -> [[Int]] {
      var told: [[Int]] = []
      try work(RowProgress { told.append([$0, $1]) })
      return told
    }
    for format in VectorFormat.writable {
      try withTemporaryFile([]) { path in
        let isMapped = format == .safetensors
        let written = try told { try vectors.write(to: path, format: format, progress: $0) }
        #expect(
          written
            == (isMapped ? [[1024, 6_000], [2048, 6_000], [4024, 6_000], [5048, 6_000]] : each))
        let read = try told { _ = try WordVectorsFile(contentsOf: path, progress: $0) }
        #expect(read == (isMapped ? [] : each))
      }
    }
    var model = FastTextFile()
    model.words = words.map { Array($0.utf8) }
    model.bucketCount = 2_000
    model.rows = (0..<5_000).map { _ in [1, 2, 3] }
    try withTemporaryFile(model.bytes) { path in
      let read = try told { _ = try WordVectorsFile(contentsOf: path, progress: $0) }
      #expect(read == [[1024, 5_000], [3_024, 5_000], [4_048, 5_000]])
    }
  }

  /// word2vec.c ends its lines with a space, others with CR; gensim's binary has no line feeds.
  @Test func formsOfOtherProgramsAreRead() throws {
    for text in ["2 2\na 1 2 \nb -3 4e-1 \n", "2 2\r\na\t1  2\r\nb -3.0 .4\r\n\r\n"] {
      try check(Array(text.utf8), .word2VecText)
    }
    for end in ["", "\n"] {
      var bytes = Array("2 2\n".utf8)
      for (word, numbers) in [("a", [1, 2]), ("b", [-3, 0.4])] as [(String, [Float])] {
        bytes += Array("\(word) ".utf8)
        for number in numbers {
          withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
        }
        bytes += Array(end.utf8)
      }
      try check(bytes, .word2VecBinary)
    }
  }

  private func check(_ bytes: [UInt8], _ format: VectorFormat) throws {
    let file = try withTemporaryFile(bytes) { try WordVectorsFile(contentsOf: $0) }
    #expect(file.format == format)
    #expect(file.vectors.vocabulary.words == ["a", "b"])
    #expect(file.vectors.input[0] == [1, 2])
    #expect(file.vectors.input[1] == [-3, 0.4])
  }

  @Test func theFirstOfTwoRowsOfAWordCounts() throws {
    let file = try withTemporaryFile("3 1\na 1.5\na 2.5\nb 3.5\n".utf8) {
      try WordVectorsFile(contentsOf: $0)
    }
    #expect(file.vectors.vocabulary.words == ["a", "b"])
    #expect(file.vectors.input.rowCount == 2)
    #expect(file.vectors.vector(for: "a") == [1.5])
    #expect(file.vectors.vector(for: "b") == [3.5])
    #expect(file.duplicateCount == 1)
  }

  /// GloVe's files have such words; what stands last on the line are the numbers.
  @Test func wordsOfTextMayHaveSpaces() throws {
    let text = ". . . 1 2\nat name@domain.com -3 0.4\nnon\u{A0}breaking 1 1\n"
    for (header, format) in [("", VectorFormat.glove), ("3 2\n", .word2VecText)] {
      // GloVe's dimension is that of the first line, which must be an ordinary one.
      let lines = header.isEmpty ? "the 5 6\n" + text : text
      let file = try withTemporaryFile((header + lines).utf8) {
        try WordVectorsFile(contentsOf: $0)
      }
      #expect(file.format == format)
      #expect(file.vectors.vector(for: ". . .") == [1, 2])
      #expect(file.vectors.vector(for: "at name@domain.com") == [-3, 0.4])
      #expect(file.vectors.vector(for: "non\u{A0}breaking") == [1, 1])
    }
  }

  @Test(arguments: ["", " ", "a b", "a\nb", "a\tb"])
  func wordsThatAFormatCannotHoldAreRefused(word: String) throws {
    let vectors = WordVectors(
      vocabulary: Vocabulary(words: ["a", word], counts: [1, 1])!,
      input: EmbeddingMatrix(rows: [[1, 2], [3, 4]]))
    for format in VectorFormat.writable {
      try withTemporaryFile([]) { path in
        if format == .safetensors {
          try vectors.write(to: path, format: format)
          #expect(try WordVectorsFile(contentsOf: path).vectors.vector(for: word) == [3, 4])
        } else {
          #expect(throws: FileError.self) { try vectors.write(to: path, format: format) }
        }
      }
    }
  }

  @Test(arguments: VectorFormat.writable)
  func onlyTheChosenWordsAreKept(format: VectorFormat) throws {
    try withTemporaryFile([]) { path in
      try vectors.write(to: path, format: format)
      let some = try WordVectorsFile(
        contentsOf: path, keeping: WordSelection(firstCount: 1, others: ["好", "gut", "x"])
      ).vectors
      #expect(some.vocabulary.words == ["gut", "好"])
      #expect(some.vector(for: "gut") == vectors.vector(for: "gut"))
      #expect(some.vector(for: "好") == vectors.vector(for: "好"))
      #expect(throws: FileError.self) {
        try WordVectorsFile(
          contentsOf: path, keeping: WordSelection(firstCount: 0, others: ["x"]))
      }
    }
  }

  @Test func wordsThatAreNotUTF8AreKept() throws {
    let bytes = Array("2 2\n".utf8) + [0xFF, 0xC3] + Array(" 1 2\nb 3 4\n".utf8)
    let file = try withTemporaryFile(bytes) { try WordVectorsFile(contentsOf: $0) }
    #expect(file.illFormedWordCount == 1)
    #expect(file.vectors.vocabulary.id(of: ([0xFF, 0xC3] as [UInt8]).span) == 0)
  }

  @Test(arguments: [
    ("a 0.25 0.5\nb 0.25\n", 2), ("a 0.25 0.5\nb 0.25 0.5 1\n", 2), ("a 0.25 0.5\nb 1 x\n", 2),
    (" 0.25 0.5\n", 1), ("a b\n", 1), ("2\na 1 2\n", 1),
    ("2 -2\na 1 2\n", 1), ("2 2", 1),
    ("0 2\n", 1), ("9223372036854775807 9223372036854775807\na 1\n", 1),
    ("1000000000 300\na 1 2\n", 1), ("2 2\n", 1),
    ("2 2\na 0.25 0.5\n\n\n\n\n\n", 3), ("3 2\na 0.25 0.5\nb 0.25 0.5\n", 4),
    ("2 2\na 0.25 0.5\nb 0.25\n", 3),
    ("2 2\na 0.25\nb 0.25 0.5\n", 2), ("2 2\na 0.25 0.5 0.75\nb 0.25 0.5\n", 2),
    ("2 2\na 0.25 0.5\nb 0.25 0.5\nc 0.25 0.5\n", 4), ("2 2\na 0.25 O.5\nb 0.25 0.5\n", 2),
    ("2 2\na 0.25 0.5\nb nan 0.5\n", 3), ("2 2\na 0.25 0.5\nb inf 0.5\n", 3),
    ("2 2\na 0.25 0.5\nb 1e39 0.5\n", 3), ("2 2\na 0.25 0.5\n 0.25 0.5 0.75\n", 3),
    ("2 2\na 0.25 0.5\nb \(String(repeating: "1", count: 200)) 0.5\n", 3),
  ])
  func unsoundTextIsRefused(text: String, line: Int) throws {
    try expectRefusal(of: Array(text.utf8), line: line)
  }

  /// Python's `"\n".join` writes none.
  @Test(arguments: ["2 2\na 0.25 0.5\nb 3.25 -4", "a 0.25 0.5\nb 3.25 -4"])
  func theLastLineNeedsNoEnd(text: String) throws {
    try withTemporaryFile(text.utf8) { path in
      let vectors = try WordVectorsFile(contentsOf: path).vectors
      #expect(vectors.vector(for: "a") == [0.25, 0.5] && vectors.vector(for: "b") == [3.25, -4])
    }
  }

  @Test(arguments: [
    (["a", "b"], 3, 0, 1), (["long", "longer"], 2, 1, nil), (["a", "b"], 2, 9, 1),
    (["a", "b", "c"], 2, 0, nil), (["", "long"], 2, 0, nil),
  ])
  func unsoundBinaryIsRefused(words: [String], announced: Int, missing: Int, line: Int?) throws {
    try expectRefusal(of: binary(words, announced: announced).dropLast(missing), line: line)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func numbersThatAreNotFiniteAreRefused(number: Float) throws {
    try expectRefusal(of: binary(["a", "b"], announced: 2, last: number), line: nil)
    let bad = WordVectors(
      vocabulary: Vocabulary(words: ["a"], counts: [1])!,
      input: EmbeddingMatrix(rows: [[0, number]]))
    try withTemporaryFile([]) { path in
      try Safetensors.write(
        bad.safetensorsContents(keepsOutput: false), metadata: [:], to: path)
      let read = try WordVectorsFile(contentsOf: path).vectors
      #expect(throws: FileError.self) { try read.checkNumbers() }
      #expect(throws: FileError.self) { try read.neighbors(for: [1, 0], maximumCount: 1) }
      #expect(throws: FileError.self) { try EmbeddingEvaluator(read) }
      #expect(read.vector(for: "a") == nil)
      #expect(read.distance(between: "a", and: "a") == nil)
      for format in VectorFormat.writable where format != .safetensors {
        #expect(throws: FileError.self) { try read.write(to: path + ".out", format: format) }
      }
    }
  }

  /// A file that is cut at any place, or has a byte changed, is read or refused, and never a crash.
  @Test func damageNeverCrashes() throws {
    var generator = SeededGenerator(seed: 3)
    // Without its last line end the text is whole.
    let whole = [Array("2 2\na 0.25 0.5\nb 1 2".utf8), binary(["a", "b"], announced: 2)]
    for bytes in whole {
      for length in 0..<bytes.count {
        try withTemporaryFile(bytes[..<length]) { path in
          #expect(throws: FileError.self) { try WordVectorsFile(contentsOf: path) }
        }
      }
      for _ in 0..<500 {
        var damaged = bytes
        damaged[generator.below(bytes.count)] = UInt8(generator.below(256))
        _ = try withTemporaryFile(damaged) { path in try? WordVectorsFile(contentsOf: path) }
      }
    }
  }

  private func binary(_ words: [String], announced: Int, last: Float = 0.5) -> [UInt8] {
    var bytes = Array("\(announced) 2\n".utf8)
    for word in words {
      bytes += Array("\(word) ".utf8)
      for number in [1, last] {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
      }
    }
    return bytes
  }

  private func expectRefusal(of bytes: some Sequence<UInt8>, line: Int?) throws {
    try withTemporaryFile(bytes) { path in
      #expect {
        try WordVectorsFile(contentsOf: path)
      } throws: { error in
        guard let error = error as? FileError else { return false }
        return error.file == path && error.line == line && !error.remedy.isEmpty
      }
    }
  }
}
