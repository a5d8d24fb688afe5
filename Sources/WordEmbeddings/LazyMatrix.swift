import Synchronization

/// A matrix that is made when it is asked for first: a model that answers by its words' weights alone
/// never reads its vectors.
final class LazyMatrix: Sendable {
  let dimension: Int
  private let made = Mutex<EmbeddingMatrix?>(nil)
  private let make: @Sendable () -> EmbeddingMatrix

  init(dimension: Int, make: @escaping @Sendable () -> EmbeddingMatrix) {
    self.dimension = dimension
    self.make = make
  }

  var matrix: EmbeddingMatrix {
    made.withLock { made in
      if let made { return made }
      let matrix = make()
      made = matrix
      return matrix
    }
  }
}
