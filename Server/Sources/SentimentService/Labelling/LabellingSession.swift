import SentimentTextProcessing
import SentimentTransferLearning

/// Makes the live model from the vectors in use and the labels, and says how good it is.
///
/// A model for new labels is made on a queue of its own, one at a time, so that neither answering requests nor
/// choosing the next text waits for it for long. A cross-validation follows in the background; the model
/// that it finds better takes over, unless the labels have changed meanwhile. A model that asks the
/// encoder (``EncoderFit``) follows that when the labels have been left alone for a moment.
actor LabellingSession {
  let store: Store
  let versions: EmbeddingVersions
  let validator: CrossValidator
  let live: LiveModel
  private let queue = QueueExecutor("labelling")
  private let learner: LabelLearner
  private let textChanges = Counter()
  private let labelChanges = Counter()

  var state: LabellingState
  /// The model in the making.
  private var learning: Task<Void, any Error>?
  /// How long the last one took.
  private var learningTime = Duration.zero
  /// The cross-validation under way.
  private var validation: Task<LabellingState, any Error>?
  let encoder: EncoderFit?
  /// What the encoder does in the background, for the latest texts and labels.
  var encoding: Task<Void, Never>?
  /// Of which texts and labels that is done.
  var encodedEdition: Int?
  /// Who is being asked about which text.
  var leases = Leases()
  /// What is known of the versions that aren't in use.
  var comparison = VersionComparison()

  /// A person who labels gives a label every second or two; the encoder begins when none has come for so long.
  static let quiet = Duration.seconds(1)

  /// - Parameter encoder: `nil` for models of words alone.
  /// - Throws: `FileError` when the store can't be read.
  init(
    store: Store, live: LiveModel, versions: EmbeddingVersions, health: Health,
    encoder: EncoderFit? = nil
  ) throws {
    (self.store, self.live, self.versions) = (store, live, versions)
    self.encoder = encoder
    validator = CrossValidator(store: store, versions: versions)
    learner = LabelLearner(store: store, versions: versions)
    let version = try store.liveVersion()
    do {
      state = LabellingState(version: version, embeddings: try versions.embeddings(version))
    } catch let error as FileError where version > 0 {
      // The choice stays stored, for a start when the file is back.
      health.warn("\(error); \(versions.name(0)) answers in place of \(versions.name(version))")
      state = LabellingState(version: 0, embeddings: try versions.embeddings(0))
    }
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Says that labels, their names or what is skipped have changed; the model follows soon.
  nonisolated func labelsHaveChanged() {
    labelChanges.add(1)
    Task { try? await self.update() }
  }

  nonisolated func textsHaveChanged() {
    textChanges.add(1)
    labelsHaveChanged()
  }

  /// How often texts and labels have changed by now.
  private var revision: LabellingState.Revision {
    LabellingState.Revision(texts: textChanges.value, labels: labelChanges.value)
  }

  /// Whether the model, or what a cross-validation says of it, isn't yet that of the latest labels.
  var isJudging: Bool { isLearning || state.needsValidation }

  /// Whether the model isn't yet that of the latest labels.
  var isLearning: Bool { !state.isUp(to: revision) }

  /// What follows from the texts and labels as they are at the call, or later.
  @discardableResult
  func update() async throws -> LabellingState {
    let revision = revision
    while !state.isUp(to: revision) { try await (learning ?? beginLearning()).value }
    return state
  }

  /// The same, or what there is after a moment: a person who labels doesn't wait for a model of many labels. Where the
  /// last one took longer, there is no use in waiting.
  func update(within patience: Duration) async throws {
    guard learningTime <= patience else {
      if isLearning { Task { try? await update() } }
      return
    }
    let (outcomes, outcome) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
    Task {
      do {
        try await update()
        outcome.yield(.success(()))
      } catch {
        outcome.yield(.failure(error))
      }
    }
    Task {
      try await Task.sleep(for: patience)
      outcome.yield(.success(()))
    }
    for await outcome in outcomes { return try outcome.get() }
  }

  private func beginLearning() -> Task<Void, any Error> {
    let task = Task {
      defer { learning = nil }
      try await learn()
    }
    learning = task
    return task
  }

  private func learn() async throws {
    let (before, start) = (state, ContinuousClock.now)
    let next = try await learner.updated(before, to: revision)
    learningTime = start.duration(to: .now)
    // Vectors that were chosen meanwhile have the next turn.
    guard state.hasVectors(of: before) else { return }
    state.take(next)
    guard state.edition != before.edition else { return }
    serve()
    if state.needsValidation { Task { try? await validated() } }
    beginEncoding()
  }

  /// The same with what a cross-validation says of it.
  ///
  /// - Returns: The state at the call or a later one, though labels may have come since.
  func validated() async throws -> LabellingState {
    let edition = try await update().edition
    while true {
      let state = try await (validation ?? beginValidation()).value
      if state.edition >= edition { return state }
    }
  }

  /// Lets a model that asks the encoder answer, if it is as good as that of words.
  func use(encoder judged: JudgedModel) {
    state.use(encoder: judged)
    serve()
  }

  private func serve() {
    let name = versions.name(state.version) + (state.encoded == nil ? "" : " with encoder")
    live.current =
      state.answering.map {
        ServedModel(name: "\(name), \(state.labels.count) labels", model: $0)
      } ?? versions.unlabelled
  }

  private func beginValidation() -> Task<LabellingState, any Error> {
    let task = Task {
      defer { validation = nil }
      return try await validate()
    }
    validation = task
    return task
  }

  private func validate() async throws -> LabellingState {
    var validated = try await update()
    guard validated.needsValidation, let fit = validated.fit else { return validated }
    let outcome = try await fit.judged(validated.labels)
    validated.use(outcome)
    // Labels that came meanwhile have the next turn.
    if state.edition == validated.edition {
      state.use(outcome)
      serve()
      if let point = state.validation?.accuracy { try store.add(point, version: state.version) }
    }
    return validated
  }
}
