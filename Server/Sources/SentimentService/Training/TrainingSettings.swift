import SentimentTransferLearning

/// The settings of a training that a client may choose.
struct TrainingSettings: Codable, Sendable, Equatable {
  /// Passes over the texts. By default, for more than a small corpus, as many as lower the loss on
  /// texts that are held out: five are too few for ten thousand sentences.
  var epochs: Int?
  /// The number of elements of a vector.
  var dimension: Int?
  var seed: UInt64?

  private static let epochRange = 1...10_000
  private static let dimensionRange = 1...1_000
  /// The largest corpus that is trained on by `Pretraining.smallCorpus`, in bytes.
  private static let smallCorpus = 200_000

  /// - Throws: `Refusal` when a number is out of its range.
  func check() throws(Refusal) {
    if let epochs, !Self.epochRange.contains(epochs) {
      throw .invalid("epochs may be 1 to \(Self.epochRange.upperBound)")
    }
    if let dimension, !Self.dimensionRange.contains(dimension) {
      throw .invalid("dimension may be 1 to \(Self.dimensionRange.upperBound)")
    }
  }

  func pretraining(byteCount: Int) -> Pretraining {
    var pretraining = byteCount <= Self.smallCorpus ? Pretraining.smallCorpus : Pretraining()
    if let epochs {
      pretraining.skipGram.epochs = epochs
    } else {
      pretraining.stopsEarly = byteCount > Self.smallCorpus
    }
    if let dimension { pretraining.skipGram.dimension = dimension }
    if let seed { pretraining.skipGram.seed = seed }
    pretraining.reading.format = .lines
    // The other processors answer requests.
    pretraining.threads = 1
    return pretraining
  }
}
