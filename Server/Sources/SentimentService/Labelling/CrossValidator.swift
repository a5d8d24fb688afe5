import SentimentTransferLearning

/// Tells how good models of the labels are, by cross-validation. That may take seconds, so that it
/// has a queue of its own.
actor CrossValidator {
  let store: Store
  let versions: EmbeddingVersions
  private let queue = QueueExecutor("cross-validation", qos: .utility)
  /// How accurate versions that aren't in use would be, with the labels of one edition.
  private var known: (edition: Int, accuracies: [Int64: AccuracyPoint]) = (0, [:])

  init(store: Store, versions: EmbeddingVersions) {
    (self.store, self.versions) = (store, versions)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  func validate(
    _ fit: LabelFit, _ labels: [StoredLabel]
  ) throws -> (judged: LabelFit.Judged, usesNames: Bool) {
    try fit.judged(labels.labelledTexts)
  }

  /// How accurate a version is, or would be, with a state's labels.
  ///
  /// - Parameter state: one whose own validation was made.
  /// - Returns: `nil` where there are too few labels to say.
  func accuracy(of version: Int64, in state: LabellingState) throws -> AccuracyPoint? {
    guard version != state.version else { return state.validation?.accuracy }
    if known.edition != state.edition { known = (state.edition, [:]) }
    if let point = known.accuracies[version] { return point }
    guard Set(state.labels.map(\.label)).count > 1,
      let fit = try LabelFit(try versions.embeddings(version), store),
      let estimate = try validate(fit, state.labels).judged.estimate
    else { return nil }
    let point = AccuracyPoint(estimate, labels: state.labels.count)
    known.accuracies[version] = point
    return point
  }
}
