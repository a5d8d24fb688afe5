import FoundationEssentials
import SentimentPlatform

/// A version of the vectors, as the list of models has it.
struct ModelSummary: Codable, Sendable {
  let version: Int64
  let name: String
  let isLive: Bool
  let words: Int
  let dimension: Int
  /// Of a model of words alone on the labels as they were last judged, by cross-validation; `nil` before there are
  /// enough.
  let accuracy: AccuracyPoint?
  /// Whether it is more accurate than the version in use on the same labels.
  let suggested: Bool
  /// Whether it is so by more than chance would.
  let isBeyondChance: Bool
}

/// Which version of the vectors the models are made on.
extension LabellingSession {
  /// All versions, with what is known of them now; what isn't is found out in the background.
  func models() async throws -> (models: [ModelSummary], judging: Bool) {
    try await update(within: Self.patience)
    let trained = try store.versions()
    let others = ([0] + trained.map(\.id)).filter { $0 != state.version }
    let isComparing = beginComparison(with: others)
    let now = state.validation?.judged
    func summary(_ version: Int64, words: Int, dimension: Int) throws -> ModelSummary {
      let isLive = version == state.version
      let judged = isLive ? now : comparison.judged(version, edition: state.edition)
      let accuracy =
        try judged?.estimate.map { AccuracyPoint($0, labels: state.labels.count) }
        ?? store.curve(version: version).last { $0.labels <= state.labels.count }
      var isBetter = false
      if !isLive, let new = judged?.estimate?.accuracy {
        isBetter = new > now?.estimate?.accuracy ?? 0
      }
      return ModelSummary(
        version: version, name: versions.name(version), isLive: isLive, words: words,
        dimension: dimension, accuracy: accuracy,
        suggested: isBetter, isBeyondChance: isBetter && Self.beats(judged, now))
    }
    let built = try versions.embeddings(0).vectors
    let models =
      [try summary(0, words: built.vocabularySize, dimension: built.dimension)]
      + (try trained.map { try summary($0.id, words: $0.words, dimension: $0.dimension) })
    return (models, isJudging || isComparing)
  }

  /// So long a request that chooses a version waits for its model; the one before answers until it is made.
  private static let longPatience = Duration.milliseconds(800)

  /// Lets another version answer.
  ///
  /// - Throws: `FileError` when its file can't be read; then the one before stays.
  func use(version: Int64) async throws {
    let embeddings = try versions.embeddings(version)
    try store.setLiveVersion(version)
    state.use(version: version, embeddings)
    try await update(within: Self.longPatience)
  }

  /// Lets a new version answer if it is more accurate than the one in use by more than chance would be, or if the
  /// one in use knows no word of the texts.
  func adopt(_ version: Int64) async throws {
    let state = try await validated()
    guard state.fit != nil else { return try await use(version: version) }
    let new = try await validator.judged(version, in: state)
    comparison.begin(state.edition)
    comparison.take(new, version: version, edition: state.edition)
    if Self.beats(new, state.validation?.judged) { try await use(version: version) }
  }

  /// The model that answers now, as the file that `classify --model` and `serve --model` take.
  ///
  /// - Throws: `FileError` when it can't be written for a moment beside the versions.
  func fileOfLiveModel() throws -> [UInt8] {
    let path = versions.pathForTaking
    defer { unlink(path) }
    try live.current.write(to: path)
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  /// Removes a version with its file.
  ///
  /// - Throws: `Refusal` when there is no such version, or it is in use.
  func remove(version: Int64) throws {
    guard version != state.version else {
      throw Refusal.conflict("version \(version) is in use; let another one answer first")
    }
    try store.removeVersion(version)
    try versions.remove(version)
  }

  private static func beats(_ new: JudgedModel?, _ now: JudgedModel?) -> Bool {
    guard let new, let now else { return false }
    return new.isMoreAccurate(than: now)
  }

  /// Has versions judged by the latest labels, one after another.
  ///
  /// - Returns: whether some aren't yet.
  private func beginComparison(with versions: [Int64]) -> Bool {
    let edition = state.edition
    comparison.begin(edition)
    guard state.model != nil, versions.contains(where: { !comparison.has($0, edition: edition) })
    else { return false }
    guard comparison.task == nil else { return true }
    comparison.task = Task {
      defer { comparison.task = nil }
      for version in versions where !comparison.has(version, edition: edition) {
        guard let state = try? await validated(), state.edition == edition else { return }
        let judged = try? await validator.judged(version, in: state)
        comparison.take(judged, version: version, edition: edition)
        if let accuracy = judged?.estimate {
          try? store.add(AccuracyPoint(accuracy, labels: state.labels.count), version: version)
        }
      }
    }
    return true
  }
}
