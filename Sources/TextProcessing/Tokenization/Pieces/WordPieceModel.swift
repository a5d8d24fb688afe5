/// Cuts a word into the longest piece that it begins with, and so on with the rest (Wu et al. 2016,
/// "Google's Neural Machine Translation System"; as BERT has it, Devlin et al. 2019).
struct WordPieceModel: Sendable {
  /// Pieces that begin a word, and those that go on with it, without the mark for that ("##").
  private let first: PieceIndex
  private let further: PieceIndex
  /// `[pieces]`
  private let ids: [Int32]
  let unknownID: Int32
  /// Longer words are unknown.
  private let longestWord: Int

  /// - Parameters:
  ///   - ids: those of the pieces of the indices' table.
  ///   - longestWord: in characters.
  init(
    first: PieceIndex, further: PieceIndex, ids: [Int32], unknownID: Int32, longestWord: Int
  ) {
    self.first = first
    self.further = further
    self.ids = ids
    self.unknownID = unknownID
    self.longestWord = longestWord
  }

  /// Appends the ids of a word's pieces, or that of the unknown piece if there are none for all of it.
  ///
  /// - Parameter word: well-formed UTF-8.
  func append(_ word: UnsafeBufferPointer<UInt8>, to result: inout [Int32]) {
    let count = result.count
    if !isTooLong(word), appendPieces(word, to: &result) { return }
    result.removeSubrange(count...)
    result.append(unknownID)
  }

  private func isTooLong(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count > longestWord else { return false }
    return word.count { $0 & 0xC0 != 0x80 } > longestWord
  }

  private func appendPieces(_ word: UnsafeBufferPointer<UInt8>, to result: inout [Int32]) -> Bool {
    var start = 0
    while start < word.count {
      let index = start == 0 ? first : further
      guard let piece = index.longestPiece(in: word, from: start, to: word.count) else {
        return false
      }
      result.append(ids[piece.index])
      start = piece.end
    }
    return true
  }
}
