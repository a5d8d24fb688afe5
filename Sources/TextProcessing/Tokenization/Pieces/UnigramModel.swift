/// Cuts words into the pieces whose scores have the greatest sum (Kudo 2018, "Subword Regularization";
/// the search is Viterbi's).
struct UnigramModel: Sendable {
  /// How much less a character that is no piece scores than the least of the pieces, as SentencePiece
  /// has it.
  private static let unknownPenalty = 10.0

  /// The longest word in bytes: longer ones are cut there, so that memory doesn't grow with the text.
  static let longestWord = 65_536

  private let index: PieceIndex
  /// The logarithm of each piece's probability, `[pieces]`.
  private let scores: [Double]
  private let unknownScore: Double
  let unknownID: Int32

  /// The best way to cut the word up to a place: its last piece, and where that begins.
  struct Node: BitwiseCopyable {
    var score: Double
    var start: Int32
    var piece: Int32
  }

  /// - Parameters:
  ///   - scores: finite, one for each piece that the index was made of.
  ///   - unknownID: the id of what is no piece.
  init(index: PieceIndex, scores: [Double], unknownID: Int32) {
    self.index = index
    self.scores = scores
    self.unknownID = unknownID
    unknownScore = scores.min()! - Self.unknownPenalty
  }

  /// Appends the ids of a word's pieces. Neighbouring unknown characters have one id.
  ///
  /// - Parameters:
  ///   - word: well-formed UTF-8.
  ///   - nodes: memory to be used over and over.
  func append(
    _ word: UnsafeBufferPointer<UInt8>, to ids: inout [Int32],
    nodes: inout ScratchBuffer<Node>
  ) {
    var start = 0
    while start < word.count {
      var end = min(word.count, start + Self.longestWord)
      if end < word.count { end = CodePoints.start(in: word, before: end + 1) }
      appendPart(UnsafeBufferPointer(rebasing: word[start..<end]), to: &ids, nodes: &nodes)
      start = end
    }
  }

  private func appendPart(
    _ word: UnsafeBufferPointer<UInt8>, to ids: inout [Int32],
    nodes: inout ScratchBuffer<Node>
  ) {
    nodes.reserve(word.count + 1)
    let best = nodes.base
    for end in 0...word.count { best[end] = Node(score: -.infinity, start: 0, piece: 0) }
    best[0].score = 0
    scores.withUnsafeBufferPointer { scores in
      var start = 0
      while start < word.count {
        let next = start + CodePoints.length(first: word[start])
        let before = best[start].score
        var isPiece = false
        index.forEachPiece(in: word, from: start, to: word.count) { piece, end in
          if end == next { isPiece = true }
          let score = before + scores[piece]
          if score > best[end].score {
            best[end] = Node(score: score, start: Int32(start), piece: Int32(piece))
          }
        }
        if !isPiece, before + unknownScore > best[next].score {
          best[next] = Node(
            score: before + unknownScore, start: Int32(start), piece: unknownID)
        }
        start = next
      }
    }
    let first = ids.count
    var end = word.count
    while end > 0 {
      let piece = best[end].piece
      if piece != unknownID || ids.count == first || ids[ids.count - 1] != unknownID {
        ids.append(piece)
      }
      end = Int(best[end].start)
    }
    ids[first...].reverse()
  }
}
