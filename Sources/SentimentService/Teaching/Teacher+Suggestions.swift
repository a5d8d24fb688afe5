import TextProcessing
import TransferLearning

/// What to label next, and how things stand.
struct Suggestions: Codable, Sendable {
  struct Suggestion: Codable, Sendable {
    let id: Int64
    let text: String
    /// What the model makes of it; `nil` before there is one.
    let prediction: Prediction?
  }

  let suggestions: [Suggestion]
  let labelNames: [String]
  let counts: StoreCounts
  /// `nil` before there is something to say.
  let accuracy: AccuracyPoint?
  let curve: [AccuracyPoint]
  let advice: String
}

extension Teacher {
  /// Of more texts than this, about as many are looked at, spread over all.
  private static let mostCandidates = 2_000
  /// Likeness is measured to so many of the latest labelled texts.
  private static let mostCovered = 200

  func suggestions(limit: Int) async throws -> Suggestions {
    let names = try await store.labelNames()
    return try await withLesson { lesson in
      let counts = try self.store.counts()
      let open = try self.store.openTexts(about: Self.mostCandidates)
      let chosen = try Self.choose(limit, of: open, lesson)
      let classifier = try lesson.model?.makeClassifier()
      let curve = try self.store.curve(version: lesson.version)
        .filter { $0.labels <= lesson.labels.count }
      return Suggestions(
        suggestions: try chosen.map { text in
          Suggestions.Suggestion(
            id: text.id, text: text.text, prediction: try classifier?.classify(text.text))
        },
        labelNames: names, counts: counts,
        accuracy: lesson.accuracies[lesson.version], curve: curve,
        advice: LabelAdvice.text(
          curve: curve, labelled: lesson.labels.count, labelNames: names.count, open: counts.open))
    }
  }

  private static func choose(
    _ limit: Int, of open: [StoredText], _ lesson: Lesson
  ) throws -> [StoredText] {
    let encoder = try TextEncoder(lesson.embeddings)
    let classifier = try lesson.model?.makeClassifier()
    var candidates: [TextSuggester.Candidate] = []
    for text in open {
      guard let vector = encoder.vector(of: text.text) else { continue }
      let probabilities = try classifier?.answer(text.text.utf8Span.span).probabilities
      candidates.append(.init(id: text.id, vector: vector, probabilities: probabilities ?? []))
    }
    let labelled = lesson.labels.suffix(mostCovered).compactMap { encoder.vector(of: $0.text) }
    var suggester = TextSuggester(labelled: labelled)
    let ids = suggester.choose(limit, of: candidates)
    let byID = Dictionary(uniqueKeysWithValues: open.map { ($0.id, $0) })
    // Texts without a known word come last: their labels teach nothing.
    return ids.isEmpty ? Array(open.prefix(limit)) : ids.compactMap { byID[$0] }
  }
}
