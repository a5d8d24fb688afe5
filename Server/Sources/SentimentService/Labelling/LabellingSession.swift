import SentimentTextProcessing
import SentimentTransferLearning

/// Makes the live model from the vectors in use and the labels, and says how good it is.
///
/// A model for new labels is made at once, on the session's own queue, so that answering requests
/// never waits for it. A cross-validation follows on another queue (``CrossValidator``); the model
/// that it finds better takes over, unless the labels have changed meanwhile. A model that asks the
/// encoder (``EncoderFit``) follows that when the labels have been left alone for a moment.
actor LabellingSession {
  let store: Store
  let versions: EmbeddingVersions
  let validator: CrossValidator
  let live: LiveModel
  private let queue = QueueExecutor("labelling")
  private let textChanges = Counter()
  private let labelChanges = Counter()

  var state: LabellingState
  /// The cross-validation under way.
  private var validation: Task<LabellingState, any Error>?
  let encoder: EncoderFit?
  /// What the encoder does in the background, for the latest texts and labels.
  var encoding: Task<Void, Never>?
  /// Of which texts and labels that is done.
  var encodedEdition: Int?
  /// Who is being asked about which text.
  var leases = Leases()

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

  /// What follows from the texts and labels as they are now.
  @discardableResult
  func update() throws -> LabellingState {
    let edition = state.edition
    try state.update(
      to: LabellingState.Revision(texts: textChanges.value, labels: labelChanges.value),
      from: store, versions)
    if state.edition != edition {
      serve()
      if state.needsValidation { Task { try? await validated() } }
      beginEncoding()
    }
    return state
  }

  /// The same with what a cross-validation says of it.
  ///
  /// - Returns: The state at the call or a later one, though labels may have come since.
  func validated() async throws -> LabellingState {
    let edition = try update().edition
    while true {
      let state = try await (validation ?? beginValidation()).value
      if state.edition >= edition { return state }
    }
  }

  /// Lets another version answer.
  ///
  /// - Throws: `FileError` when its file can't be read; then the one before stays.
  func use(version: Int64) throws {
    let embeddings = try versions.embeddings(version)
    try store.setLiveVersion(version)
    state.use(version: version, embeddings)
    try update()
  }

  /// Lets a new version answer unless it is less accurate on the labels than the one before.
  func adopt(_ version: Int64) async throws {
    let state = try await validated()
    let now = state.validation?.accuracy
    let new = try await validator.accuracy(of: version, in: state)
    if (new?.accuracy ?? 0) >= (now?.accuracy ?? 0) { try use(version: version) }
  }

  /// Lets a model that asks the encoder answer, if it is as good as that of words.
  func use(encoder judged: LabelFit.Judged) {
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
    var validated = try update()
    guard validated.needsValidation, let fit = validated.fit else { return validated }
    let (judged, usesNames) = try await validator.validate(fit, validated.labels)
    validated.use(judged, usesNames: usesNames)
    // Labels that came meanwhile have the next turn.
    if state.edition == validated.edition {
      state.use(judged, usesNames: usesNames)
      serve()
      if let point = state.validation?.accuracy { try store.add(point, version: state.version) }
    }
    return validated
  }
}
