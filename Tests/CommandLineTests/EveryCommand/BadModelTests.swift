import Foundation
import Testing

/// Model files that are damaged, or made to do harm: each length in them is checked before use.
struct BadModelTests {
  private let folder: ScratchFolder
  private let model: Data

  init() throws {
    folder = try ScratchFolder()
    model = try Files.shared.get().model
  }

  private func classify(_ data: Data) throws -> Outcome {
    try Program.run("classify", "--model", try folder.write(data, "model"), "It was great")
  }

  /// Expects that a model with a change is refused.
  private func expectRefusal(
    _ problem: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    change: (inout SafetensorsFile) -> Void
  ) throws {
    var file = try SafetensorsFile(model)
    change(&file)
    CommandLineTests.expectRefusal(
      try classify(try file.encoded()), naming: folder.path("model"), problem,
      sourceLocation: sourceLocation)
  }

  /// What the other tests take for granted: put together anew without a change, the file is sound.
  @Test func aSoundModelIsRead() throws {
    let outcome = try classify(try SafetensorsFile(model).encoded())
    expectSuccess(outcome)
    #expect(outcome.output.hasPrefix("positive\t"))
  }

  @Test func truncatedAtAnyLength() throws {
    let header = 8 + Int(model.number(UInt64.self, at: 0))
    let even = (0..<44).map { $0 * model.count / 44 }
    for length in [1, 7, 8, 9, header - 1, header, header + 1, model.count - 1] + even {
      CommandLineTests.expectRefusal(
        try classify(model.prefix(length)), naming: folder.path("model"))
    }
  }

  @Test func bytesAfterTheEnd() throws {
    CommandLineTests.expectRefusal(
      try classify(model + [0]), naming: folder.path("model"), "bytes follow its last tensor")
  }

  /// A flipped bit in a number or a word of the metadata may pass for another sound model; what it
  /// may not do is end the program by a signal or with more than a message.
  @Test func flippedBitsInTheHeader() throws {
    let header = 8 + Int(model.number(UInt64.self, at: 0))
    for index in 0..<64 {
      var damaged = model
      let place = index < 8 ? index : 8 + (index - 8) * (header - 8) / 56
      damaged[place] ^= 1 << UInt8(index % 8)
      let outcome = try classify(damaged)
      if outcome.status == 0 {
        #expect(outcome.lines.count == 1)
      } else {
        CommandLineTests.expectRefusal(outcome, naming: folder.path("model"))
      }
    }
  }

  @Test func randomBytes() throws {
    // A linear congruential generator (Knuth, MMIX): the same bytes in each run.
    var state: UInt64 = 1
    for length in [8, 9, 64, 1_000, 100_000] {
      let bytes = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      CommandLineTests.expectRefusal(try classify(Data(bytes)), naming: folder.path("model"))
    }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 1 << 62, 100_000_001, 99_999_999, 0, 1])
  func headersOfAWrongLength(length: UInt64) throws {
    CommandLineTests.expectRefusal(
      try classify(SafetensorsFile.lengthField(length) + model.dropFirst(8)),
      naming: folder.path("model"))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{}", #"{"a":1}"#, #"{"__metadata__":{"format":1}}"#,
    #"{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,4]}}"#,
    String(repeating: "[", count: 100_000),
    String(repeating: #"{"a":"#, count: 100_000),
  ])
  func headersThatAreNoHeader(header: String) throws {
    CommandLineTests.expectRefusal(
      try classify(SafetensorsFile.lengthField(UInt64(header.utf8.count)) + Data(header.utf8)),
      naming: folder.path("model"))
  }

  @Test func wrongTypes() throws {
    try expectRefusal("F64") { $0.set("embeddings.input", "dtype", "F64") }
    try expectRefusal { $0.set("embeddings.input", "dtype", "I64") }
    try expectRefusal { $0.set("vocabulary.bytes", "dtype", "F32") }
    try expectRefusal { $0.set("classifier.prior", "dtype", "a\nb\u{1B}") }
  }

  @Test func placesOutsideTheFile() throws {
    let range = try SafetensorsFile(model).range("classifier.prior")
    let size = range.count
    for offsets in [
      [model.count, model.count + size], [-size, 0], [Int.max - size, Int.max],
      [range.upperBound, range.lowerBound], [0], [], [0, 4, 8],
    ] {
      try expectRefusal { $0.set("classifier.prior", "data_offsets", offsets) }
    }
  }

  @Test func placesThatOverlap() throws {
    try expectRefusal("overlap") {
      $0.set("classifier.prior", "data_offsets", [0, 8])
    }
  }

  @Test func shapesTooLargeToCount() throws {
    let huge = 1 << 62
    for shape in [[huge, huge], [huge, 4], [-1, -50], [0, huge], [huge, 0], [Int.max]] {
      try expectRefusal { $0.set("embeddings.input", "shape", shape) }
      try expectRefusal { $0.set("classifier.hidden.weight", "shape", shape) }
      try expectRefusal { $0.set("vocabulary.bytes", "shape", shape) }
    }
  }

  /// An empty tensor is within the format, whatever its other extent; memory for 2⁶² rows is not.
  @Test func emptyTensorsWithManyRows() throws {
    for rows in [1 << 62, 1 << 40] {
      try expectRefusal("classifier.hidden.weight") { file in
        let range = file.range("classifier.hidden.weight")
        file.body.removeSubrange(range)
        for name in file.tensorNames where file.range(name).lowerBound >= range.upperBound {
          let place = file.range(name)
          file.set(
            name, "data_offsets",
            [place.lowerBound - range.count, place.upperBound - range.count])
        }
        file.set("classifier.hidden.weight", "shape", [rows, 0])
        file.set(
          "classifier.hidden.weight", "data_offsets", [range.lowerBound, range.lowerBound])
      }
    }
  }

  @Test(arguments: [
    "classifier.prior", "classifier.hidden.weight", "classifier.hidden.bias",
    "classifier.output.weight", "classifier.output.bias", "embeddings.input",
  ])
  func numbersThatAreNotFinite(tensor: String) throws {
    for value in [Float.nan, .infinity] {
      try expectRefusal { file in
        for index in 0..<file.range(tensor).count / 4 { file.set(tensor, at: index, value) }
      }
    }
  }

  @Test func aPriorThatIsNoDistribution() throws {
    try expectRefusal("prior") { $0.set("classifier.prior", at: 0, Float(-0.5)) }
    try expectRefusal("prior") { $0.set("classifier.prior", at: 0, Float(5)) }
  }

  @Test func vocabulariesThatDoNotFit() throws {
    for offset in [Int64(-1), .min, .max, 1 << 40] {
      try expectRefusal("vocabulary") { $0.set("vocabulary.offsets", at: 1, offset) }
      try expectRefusal("vocabulary") { $0.set("vocabulary.offsets", at: 0, offset) }
    }
    try expectRefusal("vocabulary") { $0.set("vocabulary.counts", at: 0, Int64(-1)) }
    try expectRefusal { $0.header["vocabulary.offsets"] = nil }
  }

  @Test func wordsThatStandTwice() throws {
    try expectRefusal("a word stands twice") { file in
      // Two empty words.
      file.set("vocabulary.offsets", at: 1, Int64(0))
      file.set("vocabulary.offsets", at: 2, Int64(0))
    }
  }

  @Test(arguments: [
    "embeddings.input", "vocabulary.bytes", "classifier.hidden.weight", "classifier.prior",
  ])
  func missingTensors(name: String) throws {
    try expectRefusal { $0.header[name] = nil }
  }

  @Test func labelsThatCannotBe() throws {
    for labels in [#"["positive","positive"]"#, #"["positive"]"#, "[]", "positive", "[1,2]"] {
      try expectRefusal("its labels can't be read") { $0.metadata["labels"] = labels }
    }
    try expectRefusal("classifier") { $0.metadata["labels"] = #"["a","b","c"]"# }
  }

  @Test func metadataThatIsMissing() throws {
    try expectRefusal("no classifier") { $0.metadata["labels"] = nil }
    for key in ["format", "format_version", "tokenizer", "pretraining", "adaptation"] {
      try expectRefusal { $0.metadata[key] = nil }
    }
  }

  @Test func formatVersionsOfTheFuture() throws {
    try expectRefusal("its format version is 99, this program reads 1; use the version") {
      $0.metadata["format_version"] = "99"
    }
  }

  /// What the next version may write: another kind of classifier, or a method without a name here.
  @Test func modelsOfANewerVersion() throws {
    try expectRefusal("a newer version of the program made it") { file in
      file.metadata["adaptation"] = nil
      file.metadata["transformer"] = "{}"
    }
    try expectRefusal("version 99.0.0 of the program made it, this is") { file in
      file.metadata["adaptation"] = "{}"
      file.metadata["program_version"] = "99.0.0"
    }
    try expectRefusal("not a sound model file") { $0.metadata["adaptation"] = "{}" }
  }

  @Test func filesOfOtherPrograms() throws {
    try expectRefusal("not a file of this program") { $0.metadata = ["format": "pt"] }
  }

  @Test func vectorsInsteadOfAModel() throws {
    CommandLineTests.expectRefusal(
      try classify(try Files.shared.get().vectors), naming: folder.path("model"),
      "it holds word vectors, but no classifier; train one with `sentiment train-classifier`")
  }

  @Test func emptyFilesAndDevices() throws {
    CommandLineTests.expectRefusal(
      try classify(Data()), naming: folder.path("model"), "the file is empty")
    CommandLineTests.expectRefusal(
      try Program.run("classify", "--model", "/dev/null", "text"), naming: "/dev/null",
      "not a regular file")
  }

  /// Training checks its vectors in the same way, and leaves no output.
  @Test func damagedVectorsForTraining() throws {
    let vectors = try Files.shared.get().vectors
    for length in [0, 1, 8, 500, vectors.count / 2, vectors.count - 1] {
      let path = try folder.write(vectors.prefix(length), "vectors")
      let outcome = try Program.run(
        "train-classifier", Texts.labelledReviews, "--embeddings", path, "--output",
        folder.path("output"))
      CommandLineTests.expectRefusal(outcome, naming: path, afterProgress: true)
      #expect(folder.names == ["vectors"])
    }
  }

  @Test func vectorsThatAreNotFiniteForTraining() throws {
    var file = try SafetensorsFile(try Files.shared.get().vectors)
    for index in 0..<file.range("embeddings.input").count / 4 {
      file.set("embeddings.input", at: index, Float.nan)
    }
    let path = try folder.write(try file.encoded(), "vectors")
    let outcome = try Program.run(
      "train-classifier", Texts.labelledReviews, "--embeddings", path, "--output",
      folder.path("output"))
    CommandLineTests.expectRefusal(
      outcome, naming: Texts.labelledReviews, "train the vectors again", afterProgress: true)
    #expect(folder.names == ["vectors"])
  }
}
