import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@Suite struct FastTextReaderTests {
  private func read(_ file: FastTextFile) throws -> WordVectorsFile {
    try withTemporaryFile(file.bytes) { try WordVectorsFile(contentsOf: $0) }
  }

  /// The mean of rows, in the order of fastText's sum.
  private func mean(_ rows: [[Float]]) -> [Float] {
    var sum = rows[0]
    for row in rows.dropFirst() { for column in sum.indices { sum[column] += row[column] } }
    return sum.map { $0 * Float(1 / Double(rows.count)) }
  }

  /// Buckets of the n-grams of `<word>` of 2 and 3 characters, hashed by the definition.
  private func buckets(_ word: String, count: UInt32) -> [Int] {
    let characters = Array("<\(word)>".unicodeScalars)
    return characters.indices.flatMap { start in
      (2...3).compactMap { length in
        guard start + length <= characters.count else { return nil }
        let text = String(String.UnicodeScalarView(characters[start..<start + length]))
        let hash = text.utf8.reduce(2_166_136_261 as UInt32) { hash, byte in
          let extended: UInt32 = byte < 0x80 ? UInt32(byte) : 0xFFFF_FF00 | UInt32(byte)
          return (hash ^ extended) &* 16_777_619
        }
        return Int(hash % count)
      }
    }
  }

  @Test(arguments: [[793_712_314, 12], [793_712_314, 11], []] as [[Int32]])
  func vectorsAreMeansWithTheNGrams(magic: [Int32]) throws {
    var model = FastTextFile()
    model.magic = magic
    let file = try read(model)
    #expect(file.format == .fastTextBinary)
    #expect(file.vectors.vocabulary.words == ["the", "schön", "</s>"])
    #expect(file.vectors.vocabulary.counts == [100, 99, 98])
    for (id, word) in ["the", "schön"].enumerated() {
      let rows = [model.rows[id]] + buckets(word, count: 5).map { model.rows[3 + $0] }
      #expect(file.vectors.vector(for: word) == mean(rows))
    }
    // The end of a sentence has no n-grams.
    #expect(file.vectors.vector(for: "</s>") == model.rows[2])
    for word in ["unseen", "好", "x"] {
      let rows = buckets(word, count: 5).map { model.rows[3 + $0] }
      #expect(file.vectors.vector(for: word) == mean(rows))
      #expect(!file.vectors.contains(word))
    }
  }

  /// Classifiers of version 11 have no n-grams, and labels are no words.
  @Test func classifiersAreRead() throws {
    var model = FastTextFile()
    model.magic = [793_712_314, 11]
    model.model = 3
    model.labels = ["__label__good"]
    let vectors = try read(model).vectors
    #expect(vectors.subwords == nil)
    #expect(vectors.vocabulary.words == ["the", "schön", "</s>"])
    #expect(vectors.vector(for: "the") == model.rows[0])
    #expect(vectors.vector(for: "unseen") == nil)
  }

  @Test func prunedNGramsAreLeftOut() throws {
    var model = FastTextFile()
    let kept = buckets("the", count: 5)[0]
    model.pruned = [(Int32(kept), 0)]
    let vectors = try read(model).vectors
    let occurrences = buckets("the", count: 5).count { $0 == kept }
    let rows = [model.rows[0]] + [[Float]](repeating: model.rows[3], count: occurrences)
    #expect(vectors.vector(for: "the") == mean(rows))
    model.pruned = []
    #expect(try read(model).vectors.vector(for: "the") == model.rows[0])
  }

  @Test func wordsAreKeptByteForByte() throws {
    var model = FastTextFile()
    model.words[1] = [0x73, 0x94, 0xFF]
    let file = try read(model)
    #expect(file.illFormedWordCount == 1)
    #expect(file.vectors.vocabulary.id(of: ([0x73, 0x94, 0xFF] as [UInt8]).span) == 1)
  }

  @Test func safetensorsKeepsTheNGrams() throws {
    for pruned in [nil, [(Int32(4), Int32(1)), (2, 0)]] as [[(Int32, Int32)]?] {
      var model = FastTextFile()
      model.pruned = pruned
      let vectors = try read(model).vectors
      try withTemporaryFile([]) { path in
        try vectors.write(to: path, format: .safetensors)
        let again = try WordVectorsFile(contentsOf: path).vectors
        for word in ["the", "schön", "</s>", "unseen", "好"] {
          #expect(again.vector(for: word) == vectors.vector(for: word))
        }
        #expect(again.vocabulary.counts == [100, 99, 98])
        try again.checkNumbers()
      }
    }
  }

  @Test func changesThatCannotBeAreRefused() throws {
    let changes: [(inout FastTextFile) -> Void] = [
      { $0.magic[1] = 13 }, { $0.magic[1] = 10 }, { $0.dimension = 4 }, { $0.dimension = 0 },
      { $0.bucketCount = 6 }, { $0.bucketCount = -1 }, { $0.maximum = 65 }, { $0.minimum = -1 },
      { $0.maximum = .max }, { $0.rows.removeLast() }, { $0.rows[7][1] = .nan },
      { $0.rows[0][1] = .infinity }, { $0.pruned = [(5, 0)] }, { $0.pruned = [(0, 1)] },
      { $0.pruned = [(0, -1)] }, { $0.words = [] }, { $0.quantized = [] },
      { $0.quantized = [UInt8](repeating: 0, count: 100) },
      { $0.quantized = [UInt8](repeating: 0xFF, count: 100) },
    ]
    for (index, change) in changes.enumerated() {
      var model = FastTextFile()
      change(&model)
      #expect(throws: FileError.self, "change \(index)") { try read(model) }
    }
  }

  /// A file that is cut anywhere, or has a byte changed, is read or refused, and never a crash.
  @Test func damageNeverCrashes() throws {
    var generator = SeededGenerator(seed: 4)
    var pruned = FastTextFile()
    pruned.pruned = [(4, 0), (1, 1)]
    var old = FastTextFile()
    old.magic = []
    for bytes in [FastTextFile(), pruned, old].map(\.bytes) {
      for length in 0..<bytes.count {
        try withTemporaryFile(bytes[..<length]) { path in
          #expect(throws: FileError.self) { try WordVectorsFile(contentsOf: path) }
        }
      }
      for _ in 0..<1000 {
        var damaged = bytes
        damaged[generator.below(bytes.count)] = UInt8(generator.below(256))
        try withTemporaryFile(damaged) { path in
          guard let vectors = try? WordVectorsFile(contentsOf: path).vectors else { return }
          for word in ["the", "unseen"] {
            #expect(vectors.vector(for: word)?.allSatisfy(\.isFinite) ?? true)
          }
        }
      }
    }
  }
}
