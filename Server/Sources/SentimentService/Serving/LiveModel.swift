import SentimentClassification
import Synchronization

/// The model that answers now. A request that has begun is answered by the one that it began with.
final class LiveModel: Sendable {
  private let model: Mutex<ServedModel>
  /// At which any model answers that has an encoder.
  private let speed: ClassifierSpeed

  init(_ model: ServedModel, speed: ClassifierSpeed = .balanced) {
    self.speed = speed
    self.model = Mutex(model.answering(at: speed))
  }

  var current: ServedModel {
    get { model.withLock { $0 } }
    set {
      let served = newValue.answering(at: speed)
      model.withLock { $0 = served }
    }
  }
}
