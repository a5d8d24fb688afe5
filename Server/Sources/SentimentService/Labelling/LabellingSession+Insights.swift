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

  /// Labelled and open texts, and the words that are most frequent among them. Where there are few, frequent words of
  /// the vectors' own texts stand beside them.
  ///
  /// Both lie along the directions in which the texts differ most. Texts are means, and lie closer together than
  /// words do: each of the two is as wide as the other (Gabriel 1971's biplot).
  func map() async throws -> [MapPoint] {
    try await update(within: Self.patience)
    let vectors = state.embeddings.vectors
    let encoder = try TextEncoder(state.embeddings)
    let labelled = state.labels.suffix(Self.mapTexts).map { ($0.text, Optional($0.label)) }
    let open = try store.openTexts(about: Self.mapTexts).prefix(Self.mapTexts)
    let texts = (labelled + open.map { ($0.text, nil) }).compactMap { text, label in
      encoder.vector(of: text).map { (text: text, label: label, vector: $0) }
    }
    var uses: [Int: Int] = [:]
    for text in texts { for word in encoder.words(of: text.text) { uses[word, default: 0] += 1 } }
    let counts = vectors.vocabulary.counts
    let words = counts.indices.map { (uses: uses[$0] ?? 0, count: counts[$0], word: $0) }
      .sorted { ($1.uses, $1.count, $0.word) < ($0.uses, $0.count, $1.word) }
      .prefix(Self.mapWords).map(\.word)
    guard words.count > 1 else { return [] }
    let wordVectors = words.map { vectors.input[$0] }
    let components = PrincipalComponents(
      of: texts.count > 2 ? texts.map(\.vector) : wordVectors, count: 2)
    return zip(words, components.places(of: wordVectors)).map { word, place in
      MapPoint(
        text: vectors.vocabulary.word(word), isWord: true, label: nil, x: place.x, y: place.y)
    }
      + zip(texts, components.places(of: texts.map(\.vector))).map { text, place in
        MapPoint(text: text.text, isWord: false, label: text.label, x: place.x, y: place.y)
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

extension PrincipalComponents {
  /// Where vectors lie on a map, in units of their own spread about their own mean.
  fileprivate func places(of vectors: [[Float]]) -> [(x: Float, y: Float)] {
    // Vectors of one number lie on a line.
    let points = vectors.map { project($0) + [0] }
    let centre = (0..<2).map { axis in
      points.reduce(0) { $0 + $1[axis] } / Float(max(1, points.count))
    }
    let centred = points.map { (x: $0[0] - centre[0], y: $0[1] - centre[1]) }
    let squares = centred.reduce(0) { $0 + $1.x * $1.x + $1.y * $1.y }
    let spread = (squares / Float(max(1, points.count))).squareRoot()
    return centred.map { spread > 0 ? ($0.x / spread, $0.y / spread) : (0, 0) }
  }
}
