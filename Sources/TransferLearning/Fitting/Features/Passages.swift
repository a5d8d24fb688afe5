import SentimentClassification
import SentimentTextProcessing

/// Pieces of long texts. Each is learned from as if it had its text's label, so that a model of long
/// texts knows what to make of short ones, and which words of a long one tell its label.
///
/// Not all pieces of a text say what the whole says; but their errors fall on both sides, and there
/// are many. With 25,000 labelled film reviews they cost 0.4 points on whole reviews, and make the
/// answers on short sentences about films better (docs/model-card.md).
struct Passages: Sendable {
  let features: TextFeatures
  /// Text `i` has the pieces `starts[i]..<starts[i + 1]`; a text that isn't long has none.
  let starts: [Int]
  /// What each piece counts beside a whole text.
  let importances: [Double]
  /// Features by ``UnlabelledStatistics/pairsMap``, `[pieces × dimension]`.
  let byPairsMap: [Double]

  /// Words in a piece; 8 to 32 gave the same accuracy, as did whole sentences.
  static let size = 16
  /// A text of so many pieces is long.
  private static let leastPieces = 4
  /// So many pieces of a text are learned from, evenly spread over it; twice as many gave the same
  /// accuracy.
  private static let mostPieces = 6
  /// What a piece counts beside a whole text, where all are learned from; a twentieth to 1 gave the
  /// same accuracy.
  private static let importance = 0.2

  /// - Throws: `CancellationError`.
  init(
    _ texts: EncodedTexts, statistics: UnlabelledStatistics, index: NGramIndex, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    var pieces = EncodedTexts()
    var starts = [0]
    var importances: [Double] = []
    for text in 0..<texts.count {
      let count = EncodedTexts.pieceCount(words: texts.wordCount(text))
      if count >= Self.leastPieces {
        let all = texts.pieces(of: text, count: count)
        let kept = min(count, Self.mostPieces)
        for number in 0..<kept {
          pieces.append(texts.ids[all[number * count / kept]].map(Int.init))
          importances.append(Self.importance * Double(count) / Double(kept))
        }
      }
      starts.append(pieces.count)
    }
    self.importances = importances
    features = try TextFeatures(
      pieces, encoder: statistics.encoder, index: index, threads: threads,
      cancellation: cancellation)
    self.starts = starts
    byPairsMap = statistics.pairsMap.features(of: features.means)
  }

  /// The pieces of some texts, and for each the place of its text among them.
  func pieces(of texts: [Int]) -> (pieces: [Int], places: [Int]) {
    var (pieces, places): ([Int], [Int]) = ([], [])
    for (place, text) in texts.enumerated() {
      for piece in starts[text]..<starts[text + 1] {
        pieces.append(piece)
        places.append(place)
      }
    }
    return (pieces, places)
  }
}

extension EncodedTexts {
  /// Into how many pieces of about ``Passages/size`` words so many words are cut.
  static func pieceCount(words: Int) -> Int { (words + Passages.size / 2) / Passages.size }

  /// The places in ``ids`` of a text's pieces, of which no two differ by more than a word.
  func pieces(of text: Int, count: Int) -> [Range<Int>] {
    let (start, words) = (offsets[text], wordCount(text))
    return (0..<count).map { start + $0 * words / count..<start + ($0 + 1) * words / count }
  }
}
