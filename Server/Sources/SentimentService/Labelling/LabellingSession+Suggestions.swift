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
    /// Whether another person has labelled it, and it is asked again to see how far people agree.
    let isSecondOpinion: Bool
  }

  let suggestions: [Suggestion]
  let labelNames: [String]
  let labels: [LabelSummary]
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

  /// - Parameters:
  ///   - client: who asks; nobody else is shown the same texts for some minutes.
  ///   - person: whose labels they will be, where that is known.
  func suggestions(
    limit: Int, client: String? = nil, person: String? = nil
  ) throws -> Suggestions {
    let labels = try store.labelSummaries()
    try update()
    let counts = try store.counts()
    let taken = leases.texts(ofOthersThan: client)
    let second = try person.flatMap { try textForSecondOpinion(by: $0, except: taken) }
    let chosen = try second.map { [$0] } ?? choose(limit, of: counts, except: taken)
    if let client { leases.lease(chosen.lazy.map(\.id), to: client) }
    let curve = try store.curve(version: state.version).filter { $0.labels <= state.labels.count }
    return Suggestions(
      suggestions: try chosen.map { text in
        Suggestions.Suggestion(
          id: text.id, text: text.text, prediction: try state.answering?.classify(text.text),
          isSecondOpinion: second != nil)
      },
      labelNames: labels.map(\.name), labels: labels, counts: counts,
      accuracy: state.encoded?.validation.accuracy ?? curve.last,
      majorityBaseline: state.answeringValidation?.majorityBaseline, curve: curve,
      advice: LabelAdvice.text(
        curve: curve, labelled: state.labels.count, labelNames: labels.count, open: counts.open),
      judging: state.needsValidation, kind: live.current.kind, encoding: isEncoding)
  }

  /// Of so many texts, one is asked of two people, and a person is asked one such text in so many.
  private static let sharedEvery = 10
  private static let secondEvery = 4

  private func textForSecondOpinion(by person: String, except taken: Set<Int64>) throws
    -> StoredText?
  {
    guard try store.opinionCount(of: person) % Self.secondEvery == Self.secondEvery - 1 else {
      return nil
    }
    return try store.textForSecondOpinion(by: person, every: Self.sharedEvery, except: taken)
  }

  private func choose(
    _ limit: Int, of counts: StoreCounts, except taken: Set<Int64>
  ) throws -> [StoredText] {
    guard counts.open > 0 else { return try store.skippedTexts(limit: limit, except: taken) }
    let open = try openCandidates(atLeast: min(limit, counts.open), except: taken)
    return try choose(limit, of: open)
  }

  /// The indices of the candidates that are open still; others are read when too few are.
  private func openCandidates(atLeast least: Int, except taken: Set<Int64>) throws -> [Int] {
    let closed = try store.closedTexts().union(taken)
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
