import SentimentTransferLearning

/// Some of the stored texts, read once, to choose from what to label next.
struct CandidateTexts: Sendable {
  let texts: [StoredText]
  /// `nil` where the vectors know no word of the texts.
  let pool: TextPool?

  init() { (texts, pool) = ([], nil) }

  init(_ texts: [StoredText], statistics: UnlabelledStatistics?) throws {
    self.texts = texts
    pool = try statistics.map { try TextPool(texts.map(\.text), statistics: $0) }
  }
}
