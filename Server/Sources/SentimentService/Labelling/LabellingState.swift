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
    let predictions: [OutOfFoldPrediction]
    /// `nil` where a label has fewer than two texts.
    let accuracy: AccuracyPoint?
    let majorityBaseline: ClassificationReport.Baseline?

    init(_ judged: LabelFit.Judged, labels: Int) {
      predictions = judged.answers
      accuracy = judged.estimate.map { AccuracyPoint($0, labels: labels) }
      majorityBaseline = judged.estimate?.majorityBaseline
    }
  }

  /// A model that asks the encoder, and what a cross-validation says of it.
  struct Encoded: Sendable {
    let model: SentimentModel
    let validation: Validation
  }

  private(set) var version: Int64
  private(set) var embeddings: PretrainedEmbeddings
  /// `nil` where the vectors know no word of the texts.
  private(set) var fit: LabelFit?
  /// Texts that may be suggested.
  var candidates = CandidateTexts()
  private(set) var labels: [StoredLabel] = []
  /// `nil` before two labels have a text, or where no word of the labelled texts has a vector.
  private(set) var model: SentimentModel?
  /// `nil` until it has been made for these labels.
  private(set) var validation: Validation?
  /// Takes the place of the model of words; `nil` until it is made for these labels, and where it isn't as good.
  private(set) var encoded: Encoded?
  /// Grows with each change of labels, names, texts or vectors, so that what was found for others
  /// isn't taken for these.
  private(set) var edition = 0
  /// What is in it; `nil` when all is to be read again.
  private var revision: Revision?

  init(version: Int64, embeddings: PretrainedEmbeddings) {
    (self.version, self.embeddings) = (version, embeddings)
  }

  /// The model that answers.
  var answering: SentimentModel? { encoded?.model ?? model }
  /// What a cross-validation says of the model that answers.
  var answeringValidation: Validation? { encoded?.validation ?? validation }

  /// Whether a cross-validation is still to be made.
  var needsValidation: Bool { model != nil && validation == nil }

  /// Brings it up to what is stored. When that fails, nothing has changed.
  mutating func update(
    to revision: Revision, from store: Store, _ versions: EmbeddingVersions
  ) throws {
    guard revision != self.revision else { return }
    var next = self
    let hasOtherTexts = self.revision?.texts != revision.texts
    if hasOtherTexts {
      if version == 0 { next.embeddings = try versions.embeddings(0) }
      next.fit = try LabelFit(next.embeddings, store)
      next.candidates = CandidateTexts()
    }
    let (labels, names) = (try store.labels(), try store.labelNames())
    let hasOtherNames = names != next.fit?.names
    if hasOtherNames { next.fit?.setNames(names) }
    if hasOtherTexts || hasOtherNames || labels != self.labels { try next.learn(labels) }
    next.revision = revision
    self = next
  }

  /// Takes other vectors; all that follows from them comes with the next update.
  mutating func use(version: Int64, _ embeddings: PretrainedEmbeddings) {
    (self.version, self.embeddings) = (version, embeddings)
    revision = nil
  }

  /// Takes what a cross-validation found for these very labels.
  mutating func use(_ judged: LabelFit.Judged, usesNames: Bool) {
    fit?.usesNames = usesNames
    model = judged.model
    validation = Validation(judged, labels: labels.count)
  }

  /// Takes a model that was made for these very labels, unless it doesn't ask the encoder or is less accurate than
  /// that of words.
  mutating func use(encoder judged: LabelFit.Judged) {
    guard ModelKind(judged.model) == .encoder,
      judged.estimate?.accuracy ?? 0 >= validation?.accuracy?.accuracy ?? 0
    else { return }
    encoded = Encoded(model: judged.model, validation: Validation(judged, labels: labels.count))
  }

  private mutating func learn(_ labels: [StoredLabel]) throws {
    self.labels = labels
    edition += 1
    (model, validation, encoded) = (nil, nil, nil)
    guard let fit, Set(labels.map(\.label)).count > 1 else { return }
    do {
      model = try fit.model(labels.labelledTexts)
    } catch is FileError {
      // The vectors know no word of the labelled texts: nothing can be learned from them.
    }
  }
}

extension LabelFit {
  /// - Returns: `nil` where the vectors know no word of the stored texts.
  init?(_ embeddings: PretrainedEmbeddings, _ store: Store) throws {
    let texts = try store.texts(atMost: Self.mostTexts)
    let names = try store.labelNames()
    do {
      try self.init(embeddings, texts: texts, names: names)
    } catch is FileError {
      return nil
    }
  }
}

extension [StoredLabel] {
  var labelledTexts: [LabelledText] {
    enumerated().map { LabelledText(label: $1.label, text: $1.text, line: $0 + 1) }
  }
}
