import Dispatch
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import Synchronization

/// Makes the live model of the live version's vectors and the labels, and says how good it is.
///
/// A model for new labels is made at once, on a queue of its own, so that answering requests never
/// waits for it. What a cross-validation says of it comes a moment later from another queue.
final class LabellingSession: Sendable {
  let store: Store
  let live: LiveModel
  let versions: EmbeddingVersions

  private let queue = DispatchQueue(label: "teaching")
  private let judging = DispatchQueue(label: "judging", qos: .utility)
  private let lesson: Mutex<LabellingState>
  // How often labels and texts have changed. Not in the lesson, which is locked while it's made.
  private let revision = Counter()
  private let textRevision = Counter()

  init(store: Store, live: LiveModel, versions: EmbeddingVersions) throws {
    (self.store, self.live, self.versions) = (store, live, versions)
    let version = try store.liveVersion()
    lesson = Mutex(
      LabellingState(
        version: version, embeddings: try versions.embeddings(version, like: try store.sample())))
  }

  /// Says that labels, their names or what is skipped have changed; the model follows soon.
  func labelsHaveChanged() {
    revision.add(1)
    queue.async { try? self.lesson.withLock { try self.refresh(&$0) } }
  }

  func textsHaveChanged() {
    textRevision.add(1)
    labelsHaveChanged()
  }

  /// Works with what follows from the labels as they are now.
  func withLesson<Result: Sendable>(
    _ body: @escaping @Sendable (inout LabellingState) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Swift.Result {
            try self.lesson.withLock { lesson in
              try self.refresh(&lesson)
              return try body(&lesson)
            }
          })
      }
    }
  }

  /// Works with what a cross-validation says of the labels as they are now, too.
  func withJudgedLesson<Result: Sendable>(
    _ body: @escaping @Sendable (LabellingState) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      judging.async {
        continuation.resume(with: Swift.Result { try body(try self.judge()) })
      }
    }
  }

  /// Lets another version answer.
  ///
  /// - Throws: `FileError` when its file can't be read; then the one before stays.
  func use(version: Int64) async throws {
    try await withLesson { try self.change(&$0, to: version) }
  }

  /// Lets a new version answer unless it is less accurate on the labels than the one before.
  func adopt(_ version: Int64) throws {
    try judging.sync {
      let lesson = try judge()
      let now = try accuracy(of: lesson.version, in: lesson)
      let new = try accuracy(of: version, in: lesson)
      guard (new?.accuracy ?? 0) >= (now?.accuracy ?? 0) else { return }
      try self.lesson.withLock { try change(&$0, to: version) }
    }
  }

  private func change(_ lesson: inout LabellingState, to version: Int64) throws {
    let embeddings = try versions.embeddings(version, like: try store.sample())
    try store.setLiveVersion(version)
    (lesson.version, lesson.embeddings) = (version, embeddings)
    lesson.textRevision = nil
    try refresh(&lesson)
  }

  /// How accurate a version would be with a lesson's labels; on the judging queue.
  func accuracy(of version: Int64, in lesson: LabellingState) throws -> AccuracyPoint? {
    if let point = lesson.accuracies[version] { return point }
    let known = self.lesson.withLock { $0.edition == lesson.edition ? $0.accuracies : [:] }
    if let point = known[version] { return point }
    guard version != lesson.version, Set(lesson.labels.map(\.label)).count > 1 else { return nil }
    let embeddings = try versions.embeddings(version, like: try store.sample())
    guard let adaptation = try adaptation(to: embeddings),
      let estimate = try adaptation.judged(lesson.labels.labelledTexts).judged.estimate
    else { return nil }
    let point = AccuracyPoint(estimate, labels: lesson.labels.count)
    self.lesson.withLock {
      if $0.edition == lesson.edition { $0.accuracies[version] = point }
    }
    return point
  }

  /// - Returns: `nil` where the vectors know no word of the texts.
  private func adaptation(to embeddings: PretrainedEmbeddings) throws -> LabelFit? {
    let texts = try store.texts(atMost: LabelFit.mostTexts)
    do {
      return try LabelFit(embeddings, texts: texts, names: try store.labelNames())
    } catch is FileError {
      return nil
    }
  }
}

extension LabellingSession {
  /// Brings the lesson up to the store.
  private func refresh(_ lesson: inout LabellingState) throws {
    let (texts, now) = (textRevision.value, revision.value)
    let hasOtherTexts = lesson.textRevision != texts
    guard hasOtherTexts || lesson.revision != now else { return }
    if hasOtherTexts {
      if lesson.version == 0 {
        lesson.embeddings = try versions.embeddings(0, like: try store.sample())
      }
      lesson.adaptation = try adaptation(to: lesson.embeddings)
      lesson.candidates = CandidateTexts()
    }
    let (labels, names) = (try store.labels(), try store.labelNames())
    (lesson.textRevision, lesson.revision) = (texts, now)
    let hasOtherNames = names != lesson.adaptation?.names
    if hasOtherNames { lesson.adaptation?.setNames(names) }
    if hasOtherTexts || hasOtherNames || labels != lesson.labels { try learn(labels, &lesson) }
  }

  private func learn(_ labels: [StoredLabel], _ lesson: inout LabellingState) throws {
    lesson.labels = labels
    lesson.edition += 1
    lesson.accuracies = [:]
    (lesson.answers, lesson.model, lesson.isJudged) = ([], nil, true)
    guard let adaptation = lesson.adaptation, Set(labels.map(\.label)).count > 1 else {
      live.current = versions.unlabelled
      return
    }
    do {
      goLive(try adaptation.model(labels.labelledTexts), &lesson)
    } catch is FileError {
      // No word of the labelled texts is known to these vectors: nothing can be learned of them.
      live.current = versions.unlabelled
      return
    }
    lesson.isJudged = false
    judging.async { _ = try? self.judge() }
  }

  private func goLive(_ model: SentimentModel, _ lesson: inout LabellingState) {
    lesson.model = model
    live.current = ServedModel(
      name: "\(versions.name(lesson.version)), \(lesson.labels.count) labels", model: model)
  }

  /// Lets a cross-validation judge the labels as they are, on the judging queue.
  ///
  /// - Returns: The lesson with these labels, though others may have come meanwhile.
  private func judge() throws -> LabellingState {
    var lesson = try self.lesson.withLock { lesson in
      try refresh(&lesson)
      return lesson
    }
    guard !lesson.isJudged, let adaptation = lesson.adaptation else { return lesson }
    let (judged, usesNames) = try adaptation.judged(lesson.labels.labelledTexts)
    let point = judged.estimate.map { AccuracyPoint($0, labels: lesson.labels.count) }
    func note(_ lesson: inout LabellingState) {
      lesson.adaptation?.usesNames = usesNames
      lesson.answers = judged.answers
      lesson.isJudged = true
      lesson.accuracies[lesson.version] = point
    }
    note(&lesson)
    try self.lesson.withLock { now in
      // Labels that came meanwhile have the next turn.
      guard now.edition == lesson.edition else { return }
      note(&now)
      goLive(judged.model, &now)
      if let point { try store.add(point, version: now.version) }
    }
    return lesson
  }
}

extension [StoredLabel] {
  var labelledTexts: [LabelledText] {
    enumerated().map { LabelledText(label: $1.label, text: $1.text, line: $0 + 1) }
  }
}
