extension PieceTokenizer {
  /// A tokenizer as XLM-RoBERTa has it, from arrays that are part of an encoder's file.
  ///
  /// Text is brought into the form KC, its code points are replaced by what `map` says, and each word is
  /// cut with U+2581 in front of it. SentencePiece does the same by its rules `nmt_nfkc`, of which `map` has
  /// those of single code points. Pieces such as "</s>" are never found in a text.
  ///
  /// - Parameters:
  ///   - pieces: the UTF-8 of all pieces, one after the other. It isn't copied.
  ///   - owner: what keeps `pieces` where and as they are; the tokenizer holds it.
  ///   - offsets: where each piece begins, and the last one ends, `[pieces + 1]`.
  ///   - scores: the logarithm of each piece's probability, `[pieces]`.
  ///   - codePoints: those that are replaced, rising.
  ///   - replacementStarts: where the replacement of each begins in `replacements`, `[code points + 1]`.
  ///   - ends: the id that a text begins with, and the one that it ends with.
  ///   - path: what errors call the file.
  /// - Throws: `FileError` of the kind `damaged` if the arrays don't fit each other, a score isn't finite,
  ///   or a piece is there twice.
  package init(
    pieces: UnsafeBufferPointer<UInt8>, owner: AnyObject, offsets: [UInt32], scores: [Float],
    codePoints: [UInt32], replacementStarts: [UInt32], replacements: [UInt32],
    ends: (start: Int, end: Int), unknownID: Int, padID: Int?, path: String
  ) throws(FileError) {
    func damaged(_ problem: String) -> FileError {
      FileError(
        .damaged, file: path, problem: "its pieces aren't sound: \(problem)",
        remedy: "copy it again whole")
    }
    let count = scores.count
    guard count > 0, count <= Int(Int32.max), offsets.count == count + 1, offsets[0] == 0,
      Int(offsets[count]) == pieces.count,
      zip(offsets, offsets.dropFirst()).allSatisfy(<=)
    else { throw damaged("the offsets don't fit the bytes") }
    guard WellFormedUTF8.illFormedCount(in: pieces) == 0,
      offsets.allSatisfy({ Int($0) == pieces.count || pieces[Int($0)] & 0xC0 != 0x80 })
    else { throw damaged("they aren't in UTF-8") }
    guard scores.allSatisfy(\.isFinite) else { throw damaged("a score isn't finite") }
    let special = [ends.start, ends.end, unknownID] + (padID.map { [$0] } ?? [])
    guard special.allSatisfy({ 0..<count ~= $0 }) else {
      throw damaged("an id is none of a piece")
    }
    guard
      let map = CodePointMap(
        codePoints: codePoints, starts: replacementStarts, replacements: replacements)
    else { throw damaged("the replacements don't fit their code points") }

    let table = PieceTable(bytes: pieces, offsets: offsets, owner: owner)
    let found = (0..<count).filter { table.byteCount($0) > 0 && !special.contains($0) }
    let index: PieceIndex
    do {
      index = try PieceIndex(table, indices: found)
    } catch {
      switch error {
      case .duplicate(let piece): throw damaged("piece \(piece) is there twice")
      case .length(let piece): throw damaged("piece \(piece) is too long")
      case .crowded: throw damaged("they were chosen to be slow to find")
      }
    }
    let composed: NormalForm
    do {
      composed = try NormalForm(.nfkc)
    } catch {
      throw FileError(
        file: path, problem: "ICU can't load its \(error.resource) (\(error.reason))",
        remedy: TokenizerError.remedy)
    }
    self.init(
      tokensAsWritten: .none, tokensNormalized: .none,
      normalization: [.form(composed), .codePointMap(map)],
      preTokenization: [
        .whitespaceSplit,
        .metaspace(.init(mark: Self.wordMark, prepending: .always, splits: true)),
      ],
      model: .unigram(
        UnigramModel(index: index, scores: scores.map(Double.init), unknownID: Int32(unknownID))),
      startIDs: [Int32(ends.start)], endIDs: [Int32(ends.end)], count: count,
      padID: padID.map(Int32.init))
  }

  /// U+2581, SentencePiece's space.
  private static let wordMark: [UInt8] = [0xE2, 0x96, 0x81]
}
