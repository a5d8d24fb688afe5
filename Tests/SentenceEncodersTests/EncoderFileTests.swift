import Foundation
import SentimentSentenceEncoders
import SentimentTextProcessing
import Testing

/// An encoder's own file.
struct EncoderFileTests {
  private static let sound = Result { try OwnEncoderFile(SmallEncoder(seed: 31)) }

  private static func read(_ bytes: [UInt8]) throws(FileError) -> TransformerEncoder {
    try TransformerEncoder(bytes: bytes, name: "the file")
  }

  @Test func vectorsAreTheReferencesOnRoundedNumbers() throws {
    let own = try Self.sound.get()
    let encoder = try Self.read(try own.file.encoded())
    let reference = ReferenceEncoder(weights: own.rounded, roundsRows: true)
    let texts = [
      "film", "", "groß\u{200B}", "a good film, really good", "好", "zzz y x w v u t s r q p o n",
    ]
    let vectors = try encoder.encode(texts)
    for (index, text) in texts.enumerated() {
      let vector = vectors[index * encoder.dimension..<(index + 1) * encoder.dimension]
      let (cosine, difference) = compare(vector, reference.vector(encoder.pieceIDs(of: text)))
      // A number between two whole ones may be rounded to the other by single precision.
      #expect(cosine > 0.9999 && difference < 1e-3, "\(text)")
    }
    #expect(encoder.digest == "0123456789abcdef")
    // The prefix is "good "; "▁" stands where no piece begins a word.
    let letter = { (letter: String) in Int32(OwnEncoderFile.pieces.firstIndex(of: letter)!) }
    #expect(encoder.pieceIDs(of: "film") == [0, 4, 5, 1])
    #expect(encoder.pieceIDs(of: "ß\u{200B}") == [0, 4, 3, letter("s"), letter("s"), 1])
    #expect(encoder.pieceIDs(of: "好") == [0, 4, 3, 2, 1])
    #expect(encoder.pieceIDs(of: String(repeating: "film ", count: 99)).count == 16)
  }

  /// A file on the disk, and a folder, are read by one name.
  @Test func theFileIsReadByItsPath() throws {
    let bytes = try Self.sound.get().file.encoded()
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    let vectors = try TransformerEncoder(contentsOf: url.path()).encode(["good film"])
    #expect(vectors == (try Self.read(bytes).encode(["good film"])))
  }

  /// Expects that a file is refused in one line that names it.
  private func expectRefusal(
    _ problem: String? = nil, _ kind: FileError.Kind = .damaged,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout SafetensorsBytes) throws -> Void
  ) throws {
    var file = try Self.sound.get().file
    try change(&file)
    expectRefusal(of: try file.encoded(), problem, kind, sourceLocation: sourceLocation)
  }

  private func expectRefusal(
    of bytes: [UInt8], _ problem: String?, _ kind: FileError.Kind,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try Self.read(bytes)
      Issue.record("it is read", sourceLocation: sourceLocation)
    } catch {
      #expect(
        error.kind == kind && error.file == "the file", "\(error)", sourceLocation: sourceLocation)
      #expect(
        problem.map(error.problem.contains) ?? true, "\(error)", sourceLocation: sourceLocation)
      #expect(!error.description.contains("\n"), "\(error)", sourceLocation: sourceLocation)
    }
  }

  @Test func everyTensorIsNeededAsItIs() throws {
    for name in try Self.sound.get().file.tensors.keys.sorted() {
      try expectRefusal("it has no tensor \(name)") { $0.tensors[name] = nil }
      try expectRefusal { $0.tensors[name]!.shape = [1] + $0.tensors[name]!.shape }
      try expectRefusal {
        $0.tensors[name]!.type = "I8"
        $0.tensors[name]!.shape = [$0.tensors[name]!.bytes.count]
      }
      // An element less, so that it doesn't fit the others.
      try expectRefusal {
        let size = ["U8": 1, "F16": 2, "F32": 4, "U32": 4, "I64": 8][$0.tensors[name]!.type]!
        $0.tensors[name]!.bytes.removeLast(size)
        $0.tensors[name]!.shape = [$0.tensors[name]!.bytes.count / size]
      }
    }
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    for (name, tensor) in try Self.sound.get().file.tensors
    where ["F16", "F32"].contains(tensor.type) {
      try expectRefusal("finite") {
        // Infinity, in both sizes.
        let end = $0.tensors[name]!.bytes.count
        $0.tensors[name]!.bytes.replaceSubrange(
          end - 2..<end, with: tensor.type == "F16" ? [0, 0x7C] : [0x80, 0x7F])
      }
    }
  }

  @Test func metadataAreNeeded() throws {
    try expectRefusal("its metadata have no sound encoder") { $0.metadata["encoder"] = nil }
    try expectRefusal("its metadata have no sound encoder") { $0.metadata["encoder"] = "[" }
    try expectRefusal("its metadata have no sound encoder") {
      $0.metadata["encoder"] = try OwnEncoderFile.settings(["pooling": "largest"])
    }
    try expectRefusal("its metadata have no digest") { $0.metadata["digest"] = nil }
    try expectRefusal("its format version is 2", .newerVersion) {
      $0.metadata["format_version"] = "2"
    }
  }

  @Test func sizesThatDoNotFitAreRefused() throws {
    for (key, values) in [
      "layerCount": [0, -1, 1000], "headCount": [0, 3, 64], "dimension": [0, -64, 63, 1 << 40],
      "innerDimension": [0, 95], "pieceCount": [0, -1, Int.max], "positionCount": [0, 8, Int.max],
      "firstPosition": [-1, 24, 20], "maximumPieces": [0, -1, 25, 2], "layerNormEpsilon": [0, -1],
    ] {
      for value in values {
        try expectRefusal(nil, .unsuitable) {
          $0.metadata["encoder"] = try OwnEncoderFile.settings([key: value])
        }
      }
    }
    // Sizes that are possible, and not those of the tensors.
    for (key, value) in [
      "layerCount": 3, "dimension": 32, "innerDimension": 128, "pieceCount": 65,
      "positionCount": 25,
    ] {
      try expectRefusal {
        $0.metadata["encoder"] = try OwnEncoderFile.settings([key: value])
      }
    }
  }

  @Test func idsAndTextsOfPiecesAreChecked() throws {
    for ids in [[0, 1, 64], [-1, 1, 2], [0, Int.min, 2], [0, 1]] {
      try expectRefusal { $0.tensors["special_pieces"] = .init("I64", ids) }
    }
    try expectRefusal("the offsets don't fit") {
      $0.tensors["piece_offsets"]!.bytes.replaceSubrange(4..<8, with: [255, 255, 255, 255])
    }
    try expectRefusal("UTF-8") { $0.tensors["piece_text"]!.bytes[0] = 255 }
    try expectRefusal("is there twice") {
      let text = $0.tensors["piece_text"]!.bytes
      let place = text.count - 2
      $0.tensors["piece_text"]!.bytes.replaceSubrange(place..<text.count, with: "gg".utf8)
    }
    try expectRefusal("replacements") { $0.tensors["replaced"] = .init("U32", [9, 9] as [UInt32]) }
    try expectRefusal("replacements") {
      $0.tensors["replacements"] = .init("U32", [0xD800, 0x73] as [UInt32])
    }
  }

  @Test func aFileThatEndsEarlyIsRefused() throws {
    let bytes = try Self.sound.get().file.encoded()
    for count in stride(from: 1, to: bytes.count, by: 509) {
      expectRefusal(of: Array(bytes.prefix(count)), nil, .damaged)
    }
  }
}
