/// Makes models of the stored labels, one after another on a queue of its own.
actor LabelLearner {
  private let store: Store
  private let versions: EmbeddingVersions
  private let queue = QueueExecutor("learning")

  init(store: Store, versions: EmbeddingVersions) {
    (self.store, self.versions) = (store, versions)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  func updated(
    _ state: LabellingState, to revision: LabellingState.Revision
  ) throws -> LabellingState {
    try state.updated(to: revision, from: store, versions)
  }
}
