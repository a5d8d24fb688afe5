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
  /// How many labels tell it, copies of a text counted once: those of texts that were asked for at random or came
  /// with a label.
  let judged: Int
  /// Labels that only one text has, or copies of one: the accuracy is without them.
  let unjudgedLabels: [String]
  /// What always answering the most frequent label would reach; `nil` until the labels are judged.
  let majorityBaseline: LabelEstimate.Baseline?
  /// What accuracy, curve and baseline are measured by.
  let measure: LabelMeasure
  /// Whether a text may have any number of labels.
  let isMultiLabel: Bool
  /// Of models of words alone, which are there for each label.
  let curve: [AccuracyPoint]
  let advice: String
  /// Whether a model of the latest labels, or a cross-validation with them, is under way.
  let judging: Bool
  /// What the model that answers answers by.
  let kind: ModelKind
  /// Whether the encoder is still reading the latest texts, or learning the latest labels.
  let encoding: Bool
}

extension LabellingSession {
  /// So long a request waits for the model of the latest labels; then it is answered by the one before.
  static let patience = Duration.milliseconds(100)
  /// How many open texts are looked at; of more, a sample that is spread evenly.
  private static let mostCandidates = 2_000
  /// To how many of the latest labelled texts the similarity is measured.
  private static let mostCovered = 200

  /// - Parameters:
  ///   - client: who asks; nobody else is shown the same texts for some minutes.
  ///   - person: whose labels they will be, where that is known.
  func suggestions(
    limit: Int, client: String? = nil, person: String? = nil
  ) async throws -> Suggestions {
    try await update(within: Self.patience)
    let labels = try store.labelSummaries()
    let counts = try store.counts()
    if counts.open > 0, state.held.isEmpty, state.candidates.texts.isEmpty {
      // Texts have just come, and nothing is known of them yet.
      try await update()
    }
    let taken = leases.texts(ofOthersThan: client)
    let second = try person.flatMap { try textForSecondOpinion(by: $0, except: taken) }
    let next = try second.map { [$0] } ?? next(limit, of: counts, except: taken)
    if let client { leases.lease(next.lazy.map(\.id), to: client) }
    let measure = LabelMeasure(isMultiLabel: state.isMultiLabel)
    let estimate = state.answeringValidation?.judged.estimate
    let curve = try store.curve(version: state.version).filter { $0.labels <= state.labels.count }
    return Suggestions(
      suggestions: try next.map { text in
        Suggestions.Suggestion(
          id: text.id, text: text.text, prediction: try state.answering?.classify(text.text),
          isSecondOpinion: second != nil)
      },
      labelNames: labels.map(\.name), labels: labels, counts: counts,
      accuracy: state.encoded?.accuracy ?? curve.last, judged: estimate?.textCount ?? 0,
      unjudgedLabels: estimate?.unjudgedLabels ?? [], majorityBaseline: estimate?.baseline,
      measure: measure, isMultiLabel: state.isMultiLabel, curve: curve,
      advice: LabelAdvice(
        labels: labels, labelled: counts.labelled, curve: curve, open: counts.open,
        measure: measure
      ).text,
      judging: isJudging, kind: live.current.kind, encoding: isEncoding)
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

  /// The texts to label next: those whose labels help most, and in between some at random (``HeldTexts``).
  private func next(
    _ limit: Int, of counts: StoreCounts, except taken: Set<Int64>
  ) throws -> [StoredText] {
    guard counts.open > 0 else { return try store.skippedTexts(limit: limit, except: taken) }
    let closed = try store.closedTexts()
    let unavailable = closed.union(taken)
    let held = Array(state.held.lazy.filter { !unavailable.contains($0) }.prefix(limit))
    var heldCount = closed.count(where: HeldTexts.contains)
    var drawn = 0
    let turns = (0..<limit).map { place in
      let isHeld =
        drawn < held.count && HeldTexts.areDue(done: closed.count + place, held: heldCount)
      if isHeld { (drawn, heldCount) = (drawn + 1, heldCount + 1) }
      return isHeld
    }
    var chosen = try choose(limit - drawn, except: unavailable)[...]
    var random = try store.texts(held)[...]
    // Where none is left that may be chosen, the others are.
    return turns.compactMap { isHeld in
      isHeld ? random.popFirst() : chosen.popFirst() ?? random.popFirst()
    }
  }

  /// The texts whose labels help most, of those that aren't held.
  private func choose(_ limit: Int, except unavailable: Set<Int64>) throws -> [StoredText] {
    guard limit > 0 else { return [] }
    let open = try openCandidates(atLeast: limit, except: unavailable)
    let texts = state.candidates.texts
    guard let pool = state.candidates.pool else { return open.prefix(limit).map { texts[$0] } }
    let labelled = try TextPool(
      state.labels.suffix(Self.mostCovered).map(\.text), statistics: pool.statistics)
    let suggester = TextSuggester(labelled: try labelled.candidates(by: nil))
    let chosen = suggester.choose(limit, of: try pool.candidates(open, by: state.model))
      .map { texts[Int($0)] }
    // Near-duplicates and texts without a known word come last: nothing is learned from them.
    return chosen.isEmpty ? open.prefix(limit).map { texts[$0] } : chosen
  }

  /// The indices of the candidates that are open still; others are read when too few are.
  private func openCandidates(
    atLeast least: Int, except unavailable: Set<Int64>
  ) throws -> [Int] {
    func open() -> [Int] {
      let texts = state.candidates.texts
      return texts.indices.filter { !unavailable.contains(texts[$0].id) }
    }
    let known = open()
    guard known.count < least else { return known }
    state.candidates = try CandidateTexts(
      try store.openTexts(about: Self.mostCandidates).filter { !HeldTexts.contains($0.id) },
      statistics: state.fit?.statistics)
    return open()
  }
}
