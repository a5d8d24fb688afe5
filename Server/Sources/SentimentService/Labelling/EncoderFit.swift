import FoundationEssentials
import SentimentTextProcessing
import SentimentTransferLearning

/// How the server makes a model that asks the encoder, beside the quick one (``LabelFit``): by what `sentiment
/// fit` does, on the vectors in use.
///
/// What the encoder makes of texts is kept in a folder, so that a fit to further labels takes seconds.
struct EncoderFit: Sendable {
  /// For what the encoder made of texts; made when it isn't there.
  let folder: String

  private static var threads: Int { ProcessInfo.processInfo.backgroundThreads }

  /// Reads texts before there are labels.
  ///
  /// - Throws: `FileError`; `CancellationError`.
  func read(_ texts: [String], on embeddings: PretrainedEmbeddings) async throws {
    try await SentimentModel.prepareFit(
      unlabelled: [.texts(texts)], on: embeddings, cache: folder, threads: Self.threads)
  }

  /// - Parameters:
  ///   - state: whose labels are learned; it has been validated.
  ///   - texts: like those that the model will read.
  /// - Throws: `FileError` when nothing can be learned; `CancellationError`.
  func judged(_ state: LabellingState, texts: [String]) async throws -> JudgedModel {
    let embeddings = state.fit == nil ? nil : state.embeddings
    guard !state.isMultiLabel else {
      let fitted = try await SentimentModel.fitMultiLabel(
        state.labels.multiLabelTexts, on: embeddings, unlabelled: [.texts(texts)], cache: folder,
        threads: Self.threads)
      return JudgedModel(fitted, state.labels)
    }
    let labelled = state.labels.labelledTexts
    var configuration = FitConfiguration()
    configuration.labelShares = Self.shares(of: state)
    configuration.labelWeights = state.learning.weights(of: labelled)
    configuration.metric = state.learning.metric
    // Where words find none, and nobody has, the encoder isn't asked for it.
    configuration.noneLabel = state.learning.noneLabel.flatMap {
      configuration.labelShares[$0] == nil ? nil : $0
    }
    let fitted = try await SentimentModel.fitWithCrossValidation(
      labelled, on: embeddings,
      unlabelled: [.texts(texts)], seedWords: state.fit?.helpfulNames ?? [],
      configuration: configuration, cache: folder, threads: Self.threads)
    return JudgedModel(fitted, state.labels)
  }

  /// Forgets what the encoder made of texts.
  func forget() throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    try FileManager.default.removeItem(atPath: folder)
  }

  /// Of each label, with one text more: texts are labelled as they were suggested, so that those without labels
  /// don't tell how frequent a label is.
  private static func shares(of state: LabellingState) -> [String: Double] {
    let counts = Dictionary(grouping: state.labels, by: { $0.label.names[0] }).mapValues(\.count)
    let shares = counts.mapValues { Double($0 + 1) / Double(state.labels.count + counts.count) }
    // None of these is asked of texts without labels, of which it is as large a share at least.
    guard let none = state.fit?.none, shares[none.label] ?? 0 < none.share else { return shares }
    let others = shares.filter { $0.key != none.label }
    let total = others.values.sorted().reduce(0, +)
    return others.mapValues { $0 / total * (1 - none.share) }
      .merging([none.label: none.share]) { $1 }
  }
}
