import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What to label next, and how things stand.
struct Suggestions: Codable, Sendable {
  struct Suggestion: Codable, Sendable {
    let id: Int64
    let text: String
    /// How the model classifies it; `nil` before there is one.
    let prediction: Prediction?
  }

  let suggestions: [Suggestion]
  let labelNames: [String]
  let counts: StoreCounts
  /// Of the model that answers; `nil` before there is something to say.
  let accuracy: AccuracyPoint?
  /// What always answering the most frequent label would reach; `nil` until the labels are judged.
  let majorityBaseline: ClassificationReport.Baseline?
  /// Of models of words alone, which are there for each label.
  let curve: [AccuracyPoint]
  let advice: String
  /// Whether a cross-validation with the latest labels is under way.
  let judging: Bool
  /// What the model that answers answers by.
  let kind: ModelKind
  /// Whether the encoder is still reading the latest texts, or learning the latest labels.
  let encoding: Bool
}

extension LabellingSession {
  /// How many open texts are looked at; of more, a sample that is spread evenly.
  private static let mostCandidates = 2_000
  /// To how many of the latest labelled texts the similarity is measured.
  private static let mostCovered = 200

  func suggestions(limit: Int) throws -> Suggestions {
    let names = try store.labelNames()
    try update()
    let counts = try store.counts()
    let open = try openCandidates(atLeast: min(limit, counts.open))
    let chosen = try choose(limit, of: open)
    let curve = try store.curve(version: state.version).filter { $0.labels <= state.labels.count }
    return Suggestions(
      suggestions: try chosen.map { text in
        Suggestions.Suggestion(
          id: text.id, text: text.text, prediction: try state.answering?.classify(text.text))
      },
      labelNames: names, counts: counts,
      accuracy: state.encoded?.validation.accuracy ?? curve.last,
      majorityBaseline: state.answeringValidation?.majorityBaseline, curve: curve,
      advice: LabelAdvice.text(
        curve: curve, labelled: state.labels.count, labelNames: names.count, open: counts.open),
      judging: state.needsValidation, kind: live.current.kind, encoding: isEncoding)
  }

  /// The indices of the candidates that are open still; others are read when too few are.
  private func openCandidates(atLeast least: Int) throws -> [Int] {
    let closed = try store.closedTexts()
    func open() -> [Int] {
      state.candidates.texts.indices.filter { !closed.contains(state.candidates.texts[$0].id) }
    }
    let known = open()
    guard known.count < least else { return known }
    state.candidates = try CandidateTexts(
      try store.openTexts(about: Self.mostCandidates), statistics: state.fit?.statistics)
    return open()
  }

  private func choose(_ limit: Int, of open: [Int]) throws -> [StoredText] {
    guard let pool = state.candidates.pool else { return [] }
    let texts = state.candidates.texts
    let labelled = try TextPool(
      state.labels.suffix(Self.mostCovered).map(\.text), statistics: pool.statistics)
    let suggester = TextSuggester(labelled: try labelled.candidates(by: nil))
    let chosen = suggester.choose(limit, of: try pool.candidates(open, by: state.model))
      .map { texts[Int($0)] }
    // Near-duplicates and texts without a known word come last: nothing is learned from them.
    return chosen.isEmpty ? open.prefix(limit).map { texts[$0] } : chosen
  }
}
