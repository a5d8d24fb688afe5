import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// A word or a text as a point; see ``PrincipalComponents``.
struct MapPoint: Codable, Sendable {
  let text: String
  let isWord: Bool
  /// A text's label, if it has one.
  let label: TextLabel?
  let x: Float
  let y: Float
}

struct Neighbor: Codable, Sendable {
  let word: String
  /// 1 less the cosine.
  let distance: Double
}

extension LabellingSession {
  private static let mapWords = 150
  private static let mapTexts = 200

  /// How the labels are told apart, as far as it is known now.
  func evaluation() async throws -> LabelEvaluation {
    try await update(within: Self.patience)
    return LabelEvaluation(state, judging: isJudging)
  }

  /// The most frequent words, and labelled and open texts.
  func map() async throws -> [MapPoint] {
    try await update(within: Self.patience)
    let vectors = state.embeddings.vectors
    let counts = vectors.vocabulary.counts
    let words = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
      .prefix(Self.mapWords)
    guard words.count > 1 else { return [] }
    let components = PrincipalComponents(of: words.map { vectors.input[$0] }, count: 2)
    func point(_ text: String, _ isWord: Bool, _ label: TextLabel?, _ vector: [Float]) -> MapPoint {
      let position = components.project(vector)
      return MapPoint(text: text, isWord: isWord, label: label, x: position[0], y: position[1])
    }
    let encoder = try TextEncoder(state.embeddings)
    let labelled = state.labels.suffix(Self.mapTexts).map { ($0.text, Optional($0.label)) }
    let open = try store.openTexts(about: Self.mapTexts).prefix(Self.mapTexts)
    let texts = labelled + open.map { ($0.text, nil) }
    return words.map { point(vectors.vocabulary.word($0), true, nil, vectors.input[$0]) }
      + texts.compactMap { text, label in
        encoder.vector(of: text).map { point(text, false, label, $0) }
      }
  }

  /// - Returns: `nil` when the word has no vector.
  func neighbors(of word: String, limit: Int) async throws -> [Neighbor]? {
    try await update(within: Self.patience)
    let vectors = state.embeddings.vectors
    guard vectors.vector(for: word) != nil else { return nil }
    return try vectors.neighbors(for: word, maximumCount: limit)
      .map { Neighbor(word: $0.word, distance: $0.distance) }
  }
}
