import Logging
import SentimentClassification

/// Texts, labels, and all that is made of them, in a folder of their own.
struct Project: Sendable {
  /// Its part of the addresses and its folder's name; it never changes.
  let id: String
  let folder: String
  let store: Store
  let live: LiveModel
  let labelling: LabellingSession
  let jobs: TrainingJobs

  /// - Parameters:
  ///   - folder: is made when it isn't there.
  ///   - store: the folder's.
  /// - Throws: `FileError` when the folder or the model can't be used.
  init(
    id: String, folder: String, store: Store, _ options: ProjectOptions, health: Health,
    logger: Logger
  ) throws {
    (self.id, self.folder, self.store) = (id, folder, store)
    let versions = try EmbeddingVersions(
      folder: "\(folder)/models", store: store, model: options.model)
    if try store.isUnused(), try versions.hasFiles() {
      health.warn(
        "\(folder): there are trained versions, but nothing in \(Store.fileName); if it was lost, "
          + "restore a backup")
    }
    let live = LiveModel(versions.unlabelled, speed: options.speed)
    let labelling = try LabellingSession(
      store: store, live: live, versions: versions, health: health,
      encoder: options.asksEncoder ? EncoderFit(folder: "\(folder)/encoded") : nil)
    jobs = try TrainingJobs(
      folder: "\(folder)/jobs", store: store, versions: versions, health: health, logger: logger
    ) { try await labelling.adopt($0) }
    (self.live, self.labelling) = (live, labelling)
  }

  /// Goes on with what an earlier server left unfinished, and answers by the labels that were given before.
  func resume() async throws {
    try await labelling.update()
    try jobs.resume()
  }

  /// Lets what is under way write what it needs to go on.
  func shutDown() async {
    await labelling.endEncoding()
    await jobs.shutDown()
    _ = try? await store.checkpoint(waits: true)
  }
}

/// What all projects of a server have in common.
struct ProjectOptions: Sendable {
  /// A model's file, or a built-in model's name; `nil` for the built-in ones.
  var model: String?
  /// At which a model with an encoder answers.
  var speed: ClassifierSpeed
  /// Whether the encoder in the program reads the texts and learns the labels in the background.
  var asksEncoder: Bool
  var limits: StoreLimits
}
