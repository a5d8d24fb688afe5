import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// What follows from the stored texts and labels, and from the version of the vectors in use.
struct LabellingState: Sendable {
  /// How often texts and labels have changed.
  struct Revision: Equatable, Sendable {
    var texts: Int
    var labels: Int
  }

  /// What a cross-validation says of the labels.
  struct Validation: Sendable {
    let judged: JudgedModel
    /// `nil` where no label tells how accurate the model is.
    let accuracy: AccuracyPoint?

    init(_ judged: JudgedModel, labels: Int) {
      self.judged = judged
      accuracy = judged.estimate.map { AccuracyPoint($0, labels: labels) }
    }
  }

  private(set) var version: Int64
  private(set) var embeddings: PretrainedEmbeddings
  /// `nil` where the vectors know no word of the texts.
  private(set) var fit: LabelFit?
  /// Texts that may be suggested.
  var candidates = CandidateTexts()
  /// Those that are asked for at random, in their order.
  private(set) var held: [Int64] = []
  private(set) var labels: [StoredLabel] = []
  /// The labels' names, in their order.
  private(set) var names: [String] = []
  /// Whether a text may have any number of them.
  private(set) var isMultiLabel = false
  /// How models learn from them.
  private(set) var learning = LearningSettings()
  /// `nil` before two labels have a text, or where no word of the labelled texts has a vector.
  private(set) var model: SentimentModel?
  /// `nil` until it has been made for these labels.
  private(set) var validation: Validation?
  /// Takes the place of the model of words; `nil` until it is made for these labels, and where it isn't as good.
  private(set) var encoded: Validation?
  /// Grows with each change of labels, names, texts or vectors, so that what was found for others
  /// isn't taken for these.
  private(set) var edition = 0
  /// What is in it; `nil` when all is to be read again.
  private var revision: Revision?
  /// How often other vectors were chosen.
  private var vectorChanges = 0

  init(version: Int64, embeddings: PretrainedEmbeddings) {
    (self.version, self.embeddings) = (version, embeddings)
  }

  /// The model that answers.
  var answering: SentimentModel? { encoded?.judged.model ?? model }
  /// What a cross-validation says of the model that answers.
  var answeringValidation: Validation? { encoded ?? validation }
  /// The names that a text has, in their order.
  var usedNames: [String] {
    let used = Set(labels.lazy.flatMap(\.label.names))
    let further = learning.noneLabel.flatMap { names.contains($0) ? nil : $0 }
    return (names + [further].compactMap(\.self)).filter(used.contains)
  }

  /// Whether a cross-validation is still to be made.
  var needsValidation: Bool { model != nil && validation == nil }

  /// Whether it has all that a revision has.
  func isUp(to revision: Revision) -> Bool {
    guard let own = self.revision else { return false }
    return own.texts >= revision.texts && own.labels >= revision.labels
  }

  /// Whether the vectors are those of another state.
  func hasVectors(of other: LabellingState) -> Bool { vectorChanges == other.vectorChanges }

  /// What follows from what is stored.
  func updated(
    to revision: Revision, from store: Store, _ versions: EmbeddingVersions
  ) throws -> LabellingState {
    var next = self
    let hasOtherTexts = self.revision?.texts != revision.texts
    if hasOtherTexts {
      if version == 0 { next.embeddings = try versions.embeddings(0) }
      next.fit = try LabelFit(next.embeddings, store)
      next.candidates = CandidateTexts()
      next.held = HeldTexts.inOrder(try store.textIDs())
    }
    let names = try store.labelNames()
    let hasOtherNames = names != next.names
    next.names = names
    let info = try store.projectInfo()
    (next.isMultiLabel, next.learning) = (info.isMultiLabel, info.learning)
    next.fit?.isMultiLabel = next.isMultiLabel
    let labels =
      try store.labels()
      + (try next.learning.noneLabel.map { try store.textsWithoutLabel(as: $0) } ?? [])
    if names != next.fit?.names { next.fit?.setNames(names) }
    if hasOtherTexts || hasOtherNames || labels != self.labels { try next.learn(labels) }
    next.revision = revision
    return next
  }

  /// Takes what was made of this state as it was a moment ago; what was found of it meanwhile stays where it holds.
  mutating func take(_ next: LabellingState) {
    let before = self
    if next.edition != edition {
      self = next
    } else {
      (revision, held) = (next.revision, next.held)
    }
    if before.revision?.texts == revision?.texts, before.names == names {
      (fit, candidates) = (before.fit, before.candidates)
    }
  }

  /// Takes other vectors; all that follows from them comes with the next update.
  mutating func use(version: Int64, _ embeddings: PretrainedEmbeddings) {
    (self.version, self.embeddings) = (version, embeddings)
    revision = nil
    vectorChanges += 1
  }

  /// Takes what a cross-validation found for these very labels.
  mutating func use(_ outcome: LabelFit.Outcome) {
    fit?.use(outcome)
    model = outcome.judged.model
    validation = Validation(outcome.judged, labels: labels.count)
  }

  /// Takes a model that was made for these very labels, unless it doesn't ask the encoder or is less accurate than
  /// that of words.
  mutating func use(encoder judged: JudgedModel) {
    let words = validation?.judged
    guard ModelKind(judged.model) == .encoder,
      (judged.estimate?.accuracy ?? judged.accuracyOfAll)
        >= (words?.estimate?.accuracy ?? words?.accuracyOfAll ?? 0)
    else { return }
    encoded = Validation(judged, labels: labels.count)
  }

  private mutating func learn(_ labels: [StoredLabel]) throws {
    self.labels = labels
    edition += 1
    (model, validation, encoded) = (nil, nil, nil)
    guard let fit, usedNames.count > 1 else { return }
    do {
      model = try fit.model(labels)
    } catch is FileError {
      // The vectors know no word of the labelled texts, or all of these have a label: nothing can be learned from them.
    }
  }
}

extension LabelFit {
  /// - Returns: `nil` where the vectors know no word of the stored texts.
  init?(_ embeddings: PretrainedEmbeddings, _ store: Store) throws {
    let texts = try store.texts(atMost: Self.mostTexts)
    let (names, info) = (try store.labelNames(), try store.projectInfo())
    do {
      try self.init(
        embeddings, texts: texts, names: names, isMultiLabel: info.isMultiLabel,
        learning: info.learning)
    } catch is FileError {
      return nil
    }
  }
}

extension [StoredLabel] {
  /// Where a text has one label.
  var labelledTexts: [LabelledText] {
    enumerated().map { LabelledText(label: $1.label.names[0], text: $1.text, line: $0 + 1) }
  }

  /// Where it may have any number of them.
  var multiLabelTexts: [MultiLabelText] {
    enumerated().map { MultiLabelText(labels: $1.label.names, text: $1.text, line: $0 + 1) }
  }
}
