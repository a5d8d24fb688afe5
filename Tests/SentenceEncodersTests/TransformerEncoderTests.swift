import CSentimentKernels
import SentimentSentenceEncoders
import Testing

/// Vectors of texts by an encoder from a folder, against the slow reference.
struct TransformerEncoderTests {
  static let texts = [
    "good film", "", "A", "Goodly films, really", "好 x",
    "zzz! a b c d e f g h i j k l m n o p q r s t u",
    "good good good", "é ü - 5",
  ]
  static let encoder = SmallEncoder(seed: 11)

  /// Expects that the vectors of all texts are those of the reference.
  private func expectReference(
    _ encoder: TransformerEncoder, _ reference: ReferenceEncoder, difference: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let vectors = try encoder.encode(Self.texts)
    for (index, text) in Self.texts.enumerated() {
      let vector = vectors[index * encoder.dimension..<(index + 1) * encoder.dimension]
      let (cosine, found) = compare(vector, reference.vector(encoder.pieceIDs(of: text)))
      #expect(cosine > 0.9999 && found < difference, "\(text)", sourceLocation: sourceLocation)
    }
  }

  @Test func textsAreCutIntoTheTokenizersPieces() throws {
    try EncoderFiles(Self.encoder).withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder)
      // [CLS] good ##ly f ##i [UNK] [SEP]
      #expect(encoder.pieceIDs(of: "Goodly fi 好") == [2, 56, 58, 9, 38, 1, 3])
      #expect(encoder.pieceIDs(of: "") == [2, 3])
      // What is too long loses its end, and keeps [SEP].
      let long = encoder.pieceIDs(of: String(repeating: "good ", count: 100))
      #expect(long == [2] + [Int32](repeating: 56, count: SmallEncoder.positionCount - 2) + [3])
    }
  }

  @Test func vectorsInFloatsAreTheReferences() throws {
    try EncoderFiles(Self.encoder).withFolder { folder in
      try expectReference(
        try TransformerEncoder(folder: folder, precision: .floats),
        ReferenceEncoder(weights: Self.encoder), difference: 2e-6)
    }
  }

  @Test func vectorsInEightBitsAreTheReferencesOnRoundedNumbers() throws {
    let rounded = Self.encoder.roundingMatrices(SmallEncoder.products, to: ck_eight_bits)
    try EncoderFiles(Self.encoder).withFolder { folder in
      // A number that lies between two whole ones may be rounded to the other by single precision.
      try expectReference(
        try TransformerEncoder(folder: folder),
        ReferenceEncoder(weights: rounded, roundsRows: true), difference: 1e-3)
    }
  }

  @Test func theFirstPiecesVectorIsTheTexts() throws {
    var files = EncoderFiles(Self.encoder)
    files.others["1_Pooling/config.json"] =
      #"{"word_embedding_dimension": 64, "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#
    try files.withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder, precision: .floats)
      #expect(encoder.configuration.pooling == .first)
      try expectReference(
        encoder, ReferenceEncoder(weights: Self.encoder, poolsFirst: true), difference: 2e-6)
    }
  }

  /// RoBERTa's positions begin after the one of the padding.
  @Test(arguments: ["roberta", "xlm-roberta", "camembert"])
  func positionsBeginAfterThePaddings(type: String) throws {
    var files = EncoderFiles(Self.encoder)
    files.config["model_type"] = type
    files.config["pad_token_id"] = 1
    try files.withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder, precision: .floats)
      #expect(encoder.configuration.maximumPieces == SmallEncoder.positionCount - 2)
      try expectReference(
        encoder, ReferenceEncoder(weights: Self.encoder, firstPosition: 2), difference: 2e-6)
    }
  }

  /// The tensors' names begin with the model's where it was saved with a head, and their numbers are
  /// in 32 or 16 bits.
  @Test(arguments: ["", "bert."], EncoderFiles.NumberType.allCases)
  func allWaysToKeepTheNumbersGiveTheSameVectors(
    prefix: String, type: EncoderFiles.NumberType
  ) throws {
    for precision in [TransformerEncoder.Precision.floats, .eightBits] {
      let expected = try EncoderFiles(Self.encoder).withFolder {
        try TransformerEncoder(folder: $0, precision: precision).encode(Self.texts)
      }
      let vectors = try EncoderFiles(Self.encoder, type, prefix: prefix).withFolder {
        try TransformerEncoder(folder: $0, precision: precision).encode(Self.texts)
      }
      #expect(vectors.map(\.bitPattern) == expected.map(\.bitPattern))
    }
  }

  @Test func promptsAndLimitsOfTheFolderHold() throws {
    var files = EncoderFiles(Self.encoder)
    files.others["sentence_bert_config.json"] = #"{"max_seq_length": 6, "do_lower_case": false}"#
    files.others["config_sentence_transformers.json"] =
      #"{"prompts": {"query": "good ", "passage": ""}, "default_prompt_name": "query"}"#
    files.others["modules.json"] =
      #"""
      [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
      {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
      {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
      """#
    try files.withFolder { folder in
      let encoder = try TransformerEncoder(folder: folder)
      #expect(encoder.pieceIDs(of: "film") == [2, 56, 57, 3])
      #expect(encoder.pieceIDs(of: "film film film film") == [2, 56, 57, 57, 57, 3])
    }
  }

  /// Whatever texts are beside it, and however many threads there are.
  @Test func aTextsVectorDependsOnTheTextAlone() throws {
    // More than a thread takes at a time, of all lengths.
    let texts = (0..<70).map {
      Self.texts[$0 % Self.texts.count] + String(repeating: " good", count: $0 % 23)
    }
    try EncoderFiles(Self.encoder).withFolder { folder in
      for precision in [TransformerEncoder.Precision.floats, .eightBits] {
        let encoder = try TransformerEncoder(folder: folder, precision: precision)
        let alone = try texts.flatMap { try encoder.encode([$0]) }.map(\.bitPattern)
        for threads in 1...3 {
          let vectors = try encoder.encode(texts, threads: threads)
          #expect(vectors.map(\.bitPattern) == alone)
        }
        let worker = TransformerEncoder.Worker(encoder)
        #expect(try worker.encode(texts).map(\.bitPattern) == alone)
      }
      let encoder = try TransformerEncoder(folder: folder)
      #expect(try encoder.encode([]).isEmpty)
      let vector = try encoder.vector(of: texts[1])
      #expect(vector.count == encoder.dimension)
      #expect(try vector == encoder.encode([texts[1]]))
    }
  }

  @Test func vectorsOfManyTextsCanBeCancelled() async throws {
    let encoder = try EncoderFiles(Self.encoder).withFolder { try TransformerEncoder(folder: $0) }
    let vectors = try await encoder.vectors(of: Self.texts)
    #expect(vectors == (try Self.texts.map { try encoder.vector(of: $0) }))
    let task = Task {
      try await encoder.vectors(of: [String](repeating: "good film", count: 1_000_000))
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func theDigestTellsWeightsAndPiecesApart() throws {
    func digest(_ files: EncoderFiles) throws -> String {
      try files.withFolder { try TransformerEncoder(folder: $0).digest }
    }
    let files = EncoderFiles(Self.encoder)
    var otherPieces = files
    otherPieces.tokenizer["truncation"] = 5
    let digests = [
      try digest(files), try digest(EncoderFiles(SmallEncoder(seed: 12))), try digest(otherPieces),
    ]
    #expect(Set(digests).count == 3)
    #expect(try digest(files) == digests[0])
  }
}
