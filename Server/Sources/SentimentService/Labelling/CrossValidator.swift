import SentimentTransferLearning

/// Tells how good models of the labels are on versions of the vectors that aren't in use. What follows from a
/// version's vectors takes a moment, so that it has a queue of its own.
actor CrossValidator {
  private let store: Store
  private let versions: EmbeddingVersions
  private let queue = QueueExecutor("cross-validation", qos: .utility)

  init(store: Store, versions: EmbeddingVersions) {
    (self.store, self.versions) = (store, versions)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// - Returns: `nil` where a version's vectors know no word of the texts, or there are fewer than two labels.
  func judged(_ version: Int64, in state: LabellingState) async throws -> JudgedModel? {
    guard state.usedNames.count > 1,
      let fit = try LabelFit(try versions.embeddings(version), store)
    else { return nil }
    return try await fit.judged(state.labels).judged
  }
}
