import Dispatch
import Synchronization
import TextProcessing
import TransferLearning
import WordEmbeddings

/// Makes the live model of the live version's vectors and the labels, and says how good it is.
///
/// All its work is done one piece after another on a queue of its own, so that answering requests
/// never waits for it.
final class Teacher: Sendable {
  let store: Store
  let live: LiveModel
  let versions: VersionShelf

  private let queue = DispatchQueue(label: "teaching")
  private let lesson: Mutex<Lesson>
  /// How often labels or texts have changed. Not in the lesson, which is locked while it's made.
  private let revision = Counter()

  /// What follows from the labels and the live version.
  struct Lesson: Sendable {
    var version: Int64
    var embeddings: PretrainedEmbeddings
    var labels: [StoredLabel] = []
    /// `nil` before two labels have a text.
    var model: SentimentModel?
    var judgements: [CrossValidatedJudge.Judgement] = []
    /// Which change of labels or texts was the last that is in it; `nil` for none.
    var revision: Int?
    /// How accurate each version is, by the labels as they are now.
    var accuracies: [Int64: AccuracyPoint] = [:]
  }

  init(store: Store, live: LiveModel, versions: VersionShelf) throws {
    (self.store, self.live, self.versions) = (store, live, versions)
    let version = try store.liveVersion()
    lesson = Mutex(
      Lesson(
        version: version, embeddings: try versions.embeddings(version, like: try store.sample())))
  }

  /// Says that labels or texts are others than before; the model follows soon.
  func labelsHaveChanged() {
    revision.add(1)
    queue.async { try? self.lesson.withLock { try self.refresh(&$0) } }
  }

  /// Works with what follows from the labels as they are now.
  func withLesson<Result: Sendable>(
    _ body: @escaping @Sendable (inout Lesson) throws -> Result
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

  /// Lets another version answer.
  ///
  /// - Throws: `FileError` when its file can't be read; then the one before stays.
  func use(version: Int64) async throws {
    try await withLesson { try self.change(&$0, to: version) }
  }

  /// Lets a new version answer unless it is less accurate on the labels than the one before.
  func adopt(_ version: Int64) throws {
    try queue.sync {
      try lesson.withLock { lesson in
        try refresh(&lesson)
        let now = try accuracy(of: lesson.version, in: &lesson)
        let new = try accuracy(of: version, in: &lesson)
        if (new?.accuracy ?? 0) >= (now?.accuracy ?? 0) { try change(&lesson, to: version) }
      }
    }
  }

  private func change(_ lesson: inout Lesson, to version: Int64) throws {
    let embeddings = try versions.embeddings(version, like: try store.sample())
    try store.setLiveVersion(version)
    (lesson.version, lesson.embeddings) = (version, embeddings)
    lesson.revision = nil
    try refresh(&lesson)
  }

  /// How accurate a version would be with the labels as they are.
  func accuracy(of version: Int64, in lesson: inout Lesson) throws -> AccuracyPoint? {
    if let known = lesson.accuracies[version] { return known }
    let embeddings = try versions.embeddings(version, like: try store.sample())
    let point = AccuracyPoint(try judge(lesson.labels, by: embeddings), of: lesson.labels)
    lesson.accuracies[version] = point
    return point
  }

  private func judge(
    _ labels: [StoredLabel], by embeddings: PretrainedEmbeddings
  ) throws -> [CrossValidatedJudge.Judgement] {
    guard labels.count >= Self.fewestJudged else { return [] }
    return try CrossValidatedJudge().judge(
      labels.labelledTexts, by: embeddings, adapt: FewLabelAdaptation.adapt)
  }

  /// With fewer labels, a share of right answers says nothing.
  private static let fewestJudged = 4

  private func refresh(_ lesson: inout Lesson) throws {
    let now = revision.value
    guard lesson.revision != now else { return }
    if lesson.version == 0 {
      lesson.embeddings = try versions.embeddings(0, like: try store.sample())
    }
    let labels = try store.labels()
    lesson.revision = now
    lesson.labels = labels
    lesson.accuracies = [:]
    lesson.judgements = []
    lesson.model = nil
    guard Set(labels.map(\.label)).count > 1 else {
      live.current = versions.unlabelled
      return
    }
    do {
      let model = try FewLabelAdaptation.adapt(lesson.embeddings, labels.labelledTexts)
      lesson.model = model
      live.current = ServedModel(
        name: "\(versions.name(lesson.version)), \(labels.count) labels", model: model)
      lesson.judgements = try judge(labels, by: lesson.embeddings)
    } catch is FileError {
      // No word of the labelled texts is known to these vectors: nothing can be learned of them.
      live.current = versions.unlabelled
    }
    guard let point = AccuracyPoint(lesson.judgements, of: labels) else { return }
    lesson.accuracies[lesson.version] = point
    try store.add(point, version: lesson.version)
  }
}

extension [StoredLabel] {
  var labelledTexts: [LabelledText] {
    enumerated().map { LabelledText(label: $1.label, text: $1.text, line: $0 + 1) }
  }
}
