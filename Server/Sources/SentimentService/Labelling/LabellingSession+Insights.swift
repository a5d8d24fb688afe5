import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// How the labels are told apart, by cross-validation.
struct LabelEvaluation: Codable, Sendable {
  struct Mistake: Codable, Sendable {
    let id: Int64
    let text: String
    let truth: String
    let answer: String
    let probability: Double
  }

  /// `nil` before there are enough labels.
  let report: ClassificationReport?
  let labels: [String]
  /// Those first of which the right label seemed least probable.
  let mistakes: [Mistake]
}

/// A word or a text as a point; see ``PrincipalComponents``.
struct MapPoint: Codable, Sendable {
  let text: String
  let isWord: Bool
  /// A text's label, if it has one.
  let label: String?
  let x: Float
  let y: Float
}

struct Neighbor: Codable, Sendable {
  let word: String
  /// 1 less the cosine.
  let distance: Double
}

/// A version of the vectors, as the list of models has it.
struct ModelSummary: Codable, Sendable {
  let version: Int64
  let name: String
  let isLive: Bool
  let words: Int
  let dimension: Int
  /// On the labels as they are, by cross-validation; `nil` before there are enough.
  let accuracy: AccuracyPoint?
}

extension LabellingSession {
  private static let mistakeLimit = 10
  private static let mapWords = 150
  private static let mapTexts = 200

  func evaluation() async throws -> LabelEvaluation {
    try await withJudgedLesson { lesson in
      let names = Set(lesson.labels.map(\.label)).sorted()
      guard !lesson.answers.isEmpty else {
        return LabelEvaluation(report: nil, labels: names, mistakes: [])
      }
      var matrix = ConfusionMatrix(labelCount: names.count)
      for answer in lesson.answers {
        matrix.add(
          truth: names.firstIndex(of: lesson.labels[answer.index].label)!,
          answer: names.firstIndex(of: answer.label)!)
      }
      let wrong = lesson.answers.filter { $0.label != lesson.labels[$0.index].label }
        .sorted { ($0.probabilityOfTruth, $0.index) < ($1.probabilityOfTruth, $1.index) }
      return LabelEvaluation(
        report: ClassificationReport(matrix, labels: names), labels: names,
        mistakes: wrong.prefix(Self.mistakeLimit).map {
          let text = lesson.labels[$0.index]
          return LabelEvaluation.Mistake(
            id: text.id, text: text.text, truth: text.label, answer: $0.label,
            probability: $0.probability)
        })
    }
  }

  func map() async throws -> [MapPoint] {
    try await withLesson { lesson in
      let vectors = lesson.embeddings.vectors
      let counts = vectors.vocabulary.counts
      let words = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
        .prefix(Self.mapWords)
      guard words.count > 1 else { return [] }
      let components = PrincipalComponents(of: words.map { vectors.input[$0] }, count: 2)
      func point(_ text: String, _ isWord: Bool, _ label: String?, _ vector: [Float]) -> MapPoint {
        let place = components.project(vector)
        return MapPoint(text: text, isWord: isWord, label: label, x: place[0], y: place[1])
      }
      let encoder = try TextEncoder(lesson.embeddings)
      let labelled = lesson.labels.suffix(Self.mapTexts).map { ($0.text, Optional($0.label)) }
      let open = try self.store.openTexts(about: Self.mapTexts).prefix(Self.mapTexts)
      let texts = labelled + open.map { ($0.text, nil) }
      return words.map { point(vectors.vocabulary.word($0), true, nil, vectors.input[$0]) }
        + texts.compactMap { text, label in
          encoder.vector(of: text).map { point(text, false, label, $0) }
        }
    }
  }

  /// - Returns: `nil` when the word has no vector.
  func neighbors(of word: String, limit: Int) async throws -> [Neighbor]? {
    try await withLesson { lesson in
      let vectors = lesson.embeddings.vectors
      guard vectors.vector(for: word) != nil else { return nil }
      return try vectors.neighbors(for: word, maximumCount: limit)
        .map { Neighbor(word: $0.word, distance: $0.distance) }
    }
  }

  func models() async throws -> [ModelSummary] {
    try await withJudgedLesson { lesson in
      let numbers = [0] + (try self.store.versions().map(\.id))
      return try numbers.map { number in
        let vectors = try self.versions.embeddings(number, like: try self.store.sample()).vectors
        return ModelSummary(
          version: number, name: self.versions.name(number), isLive: number == lesson.version,
          words: vectors.vocabularySize, dimension: vectors.dimension,
          accuracy: try self.accuracy(of: number, in: lesson))
      }
    }
  }
}
