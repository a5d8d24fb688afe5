import SentimentTextProcessing
import SentimentTransferLearning

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
  /// Whether a cross-validation with the latest labels is under way.
  let judging: Bool
}

extension LabellingSession {
  /// Of more texts than this, about as many are looked at, spread over all.
  private static let mostCandidates = 2_000
  /// Likeness is measured to so many of the latest labelled texts.
  private static let mostCovered = 200

  func suggestions(limit: Int) async throws -> Suggestions {
    let names = try store.labelNames()
    return try await withLesson { lesson in
      let counts = try self.store.counts()
      let open = try self.openCandidates(&lesson, atLeast: min(limit, counts.open))
      let chosen = try Self.choose(limit, of: open, lesson)
      let curve = try self.store.curve(version: lesson.version)
        .filter { $0.labels <= lesson.labels.count }
      return Suggestions(
        suggestions: try chosen.map { text in
          Suggestions.Suggestion(
            id: text.id, text: text.text, prediction: try lesson.model?.classify(text.text))
        },
        labelNames: names, counts: counts,
        accuracy: curve.last, curve: curve,
        advice: LabelAdvice.text(
          curve: curve, labelled: lesson.labels.count, labelNames: names.count, open: counts.open),
        judging: !lesson.isJudged)
    }
  }

  /// The places of the candidates that are open still; others are read when too few are.
  private func openCandidates(_ lesson: inout LabellingState, atLeast least: Int) throws -> [Int] {
    let closed = try store.closedTexts()
    func open() -> [Int] {
      lesson.candidates.texts.indices.filter { !closed.contains(lesson.candidates.texts[$0].id) }
    }
    let known = open()
    guard known.count < least else { return known }
    lesson.candidates = try CandidateTexts(
      try store.openTexts(about: Self.mostCandidates), statistics: lesson.adaptation?.statistics)
    return open()
  }

  private static func choose(
    _ limit: Int, of open: [Int], _ lesson: LabellingState
  ) throws -> [StoredText] {
    guard let pool = lesson.candidates.pool else { return [] }
    let texts = lesson.candidates.texts
    let labelled = try TextPool(
      lesson.labels.suffix(mostCovered).map(\.text), statistics: pool.statistics)
    let suggester = TextSuggester(labelled: try labelled.candidates(by: nil))
    let chosen = suggester.choose(limit, of: try pool.candidates(open, by: lesson.model))
      .map { texts[Int($0)] }
    // Near-duplicates and texts without a known word come last: their labels teach nothing.
    return chosen.isEmpty ? open.prefix(limit).map { texts[$0] } : chosen
  }
}
