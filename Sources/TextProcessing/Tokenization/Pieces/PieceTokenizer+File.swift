import FoundationEssentials

extension PieceTokenizer {
  /// Reads a `tokenizer.json` of Hugging Face's tokenizers: the models WordPiece (BERT) and Unigram
  /// (SentencePiece) with what goes before and after them.
  ///
  /// - Parameters:
  ///   - tokenizerJSON: the file's content.
  ///   - path: what errors call the file.
  /// - Throws: `FileError` of the kind `damaged` for what is no such file, or holds numbers that it can't;
  ///   `unsuitable` for one that asks for what isn't supported, which the error names.
  public init(tokenizerJSON: Data, path: String) throws(FileError) {
    do {
      guard tokenizerJSON.count <= Self.largestFile else {
        throw TokenizerFile.Unsound(problem: "it has more than \(Self.largestFile >> 20) MiB")
      }
      let file: TokenizerFile
      do {
        file = try JSONDecoder().decode(TokenizerFile.self, from: tokenizerJSON)
      } catch let error as DecodingError {
        throw TokenizerFile.Unsound(problem: error.problem)
      }
      try self.init(file)
    } catch let error as TokenizerFile.Unsupported {
      throw FileError(
        .unsuitable, file: path, problem: "\(error.part) isn't supported",
        remedy:
          "use an encoder whose tokenizer is like BERT's (WordPiece) or XLM-RoBERTa's (Unigram)")
    } catch let error as TokenizerFile.Unsound {
      throw FileError(
        .damaged, file: path, problem: "not a sound tokenizer.json: \(error.problem)",
        remedy: "copy it again whole from where the encoder is from")
    } catch let error as TokenizerError {
      throw FileError(
        file: path, problem: "ICU can't load its \(error.resource) (\(error.reason))",
        remedy: TokenizerError.remedy)
    } catch {
      throw FileError(.damaged, file: path, problem: "\(error)", remedy: "copy it again whole")
    }
  }

  /// Far more than the largest vocabularies need, and few enough to be counted by 32 bits.
  private static let largestFile = 1 << 30

  /// Ten times the largest vocabularies.
  private static let largestID = 1 << 24

  /// More steps than any tokenizer has, and more pieces at a text's ends.
  private static let largestStepCount = 32
  private static let largestEndCount = 64

  private init(_ file: TokenizerFile) throws {
    normalization = file.normalizer?.steps ?? []
    preTokenization = file.preTokenizer?.steps ?? []
    guard normalization.count + preTokenization.count <= Self.largestStepCount else {
      throw TokenizerFile.Unsound(problem: "it has more than \(Self.largestStepCount) steps")
    }
    var count: Int
    switch file.model {
    case .wordPiece(let wordPiece): (model, count) = try Self.model(wordPiece)
    case .unigram(let unigram): (model, count) = try Self.model(unigram)
    }
    let added = (file.addedTokens ?? []).filter { !$0.content.isEmpty }
    let startIDs = file.postProcessor?.startIDs ?? []
    let endIDs = file.postProcessor?.endIDs ?? []
    guard startIDs.count + endIDs.count <= Self.largestEndCount else {
      throw TokenizerFile.Unsound(
        problem: "it puts more than \(Self.largestEndCount) pieces at a text's ends")
    }
    let padID = file.padding?.pad_id ?? added.first { Self.padNames.contains($0.content) }?.id
    for id in added.map(\.id) + startIDs + endIDs + (padID.map { [$0] } ?? []) {
      try Self.check(id)
      count = max(count, id + 1)
    }
    self.count = count
    self.startIDs = startIDs.map(Int32.init)
    self.endIDs = endIDs.map(Int32.init)
    self.padID = padID.map(Int32.init)
    tokensAsWritten = try Self.tokens(added.filter { $0.normalized == false }) { $0 }
    tokensNormalized = try Self.tokens(added.filter { $0.normalized != false }) {
      [normalization] content in
      var bytes = Array(content.utf8)
      NormalizationStep.apply(normalization, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// What fills up texts is called so by BERT and by RoBERTa.
  private static let padNames = ["[PAD]", "<pad>"]

  private static func check(_ id: Int) throws {
    guard 0..<largestID ~= id else {
      throw TokenizerFile.Unsound(problem: "a piece has the id \(id)")
    }
  }

  private static func tokens(
    _ tokens: [TokenizerFile.AddedToken], _ normalized: (String) -> String
  ) throws -> AddedTokens {
    let written = tokens.map { (content: normalized($0.content), token: $0) }
      .filter { !$0.content.isEmpty }
    let contents = written.map(\.content)
    do {
      return try AddedTokens(
        contents,
        written.map {
          AddedTokens.Token(
            id: Int32($0.token.id), isWord: $0.token.single_word ?? false,
            stripsLeft: $0.token.lstrip ?? false, stripsRight: $0.token.rstrip ?? false)
        })
    } catch {
      throw unsound(error, "added token") { contents[$0] }
    }
  }

  private static func model(
    _ file: TokenizerFile.Model.WordPiece
  ) throws -> (Model, count: Int) {
    // Sorted, as a dictionary has another order each time.
    let pieces = file.vocab.sorted { $0.value < $1.value }
    for (piece, next) in zip(pieces, pieces.dropFirst()) where piece.value == next.value {
      throw TokenizerFile.Unsound(
        problem: "the pieces \"\(piece.key)\" and \"\(next.key)\" have one id")
    }
    for piece in pieces { try check(piece.value) }
    guard let unknownID = file.vocab[file.unk_token] else {
      throw TokenizerFile.Unsound(problem: "its unknown piece \(file.unk_token) has no id")
    }
    let table = PieceTable(pieces.map(\.key))
    let prefix = Array(file.continuing_subword_prefix.utf8)
    let all = pieces.indices.filter { table.byteCount($0) > 0 }
    let further = all.filter {
      table.byteCount($0) > prefix.count && table.piece($0).starts(with: prefix)
    }
    do {
      let model = WordPieceModel(
        first: try PieceIndex(table, indices: all),
        further: try PieceIndex(table, indices: further, dropping: prefix.count),
        ids: pieces.map { Int32($0.value) }, unknownID: Int32(unknownID),
        longestWord: file.max_input_chars_per_word)
      return (.wordPiece(model), (pieces.last?.value ?? 0) + 1)
    } catch {
      throw unsound(error, "piece") { pieces[$0].key }
    }
  }

  private static func model(
    _ file: TokenizerFile.Model.Unigram
  ) throws -> (Model, count: Int) {
    if file.byte_fallback == true {
      throw TokenizerFile.Unsupported(part: "the model Unigram with byte_fallback")
    }
    let pieces = file.vocab
    guard pieces.count <= largestID else {
      throw TokenizerFile.Unsound(problem: "it has \(pieces.count) pieces")
    }
    guard let unknownID = file.unk_id, pieces.indices ~= unknownID else {
      throw TokenizerFile.Unsound(problem: "its unk_id is none of a piece")
    }
    for piece in pieces where !piece.score.isFinite || piece.score.magnitude > largestScore {
      throw TokenizerFile.Unsound(
        problem: "the piece \"\(piece.text)\" has the score \(piece.score)")
    }
    let table = PieceTable(pieces.map(\.text))
    do {
      let index = try PieceIndex(
        table, indices: pieces.indices.filter { table.byteCount($0) > 0 })
      let model = UnigramModel(
        index: index, scores: pieces.map(\.score), unknownID: Int32(unknownID))
      return (.unigram(model), pieces.count)
    } catch {
      throw unsound(error, "piece") { pieces[$0].text }
    }
  }

  /// Scores are logarithms of probabilities; sums of such as these are finite too.
  static let largestScore = Double(Float.greatestFiniteMagnitude)

  private static func unsound(
    _ fault: PieceIndex.Fault, _ what: String, _ text: (Int) -> String
  ) -> TokenizerFile.Unsound {
    let problem =
      switch fault {
      case .duplicate(let index): "the \(what) \"\(text(index))\" is there twice"
      case .length(let index):
        "the \(what) \"\(text(index).prefix(20))…\" is longer than \(PieceIndex.longestPiece) bytes"
      case .crowded: "its pieces were chosen to be slow to find"
      }
    return TokenizerFile.Unsound(problem: problem)
  }
}

extension DecodingError {
  /// What is wrong, and where in the file: "model.vocab: …".
  fileprivate var problem: String {
    let (context, problem): (Context, String) =
      switch self {
      case .keyNotFound(let key, let context): (context, "there is no \(key.stringValue)")
      case .valueNotFound(_, let context): (context, "there is no value")
      case .typeMismatch(_, let context): (context, "the value is of another type")
      case .dataCorrupted(let context): (context, "it isn't JSON, or has a number that doesn't fit")
      @unknown default: (Context(codingPath: [], debugDescription: ""), "it can't be read")
      }
    let place = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return place.isEmpty ? problem : "\(problem) in \(place.joined(separator: "."))"
  }
}
