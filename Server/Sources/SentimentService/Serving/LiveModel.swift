import Synchronization

/// The model that answers now. A request that has begun is answered by the one that it began with.
final class LiveModel: Sendable {
  private let model: Mutex<ServedModel>

  init(_ model: ServedModel) { self.model = Mutex(model) }

  var current: ServedModel {
    get { model.withLock { $0 } }
    set { model.withLock { $0 = newValue } }
  }
}
