/// The rows that one stretch of the corpus has changed: copies, with the numbers of their rows.
///
/// One thread at a time writes, and the merge reads after all have written, hence
/// `@unchecked Sendable`.
final class StretchCopies: @unchecked Sendable {
  /// The matrix row of each copy.
  let rows: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  /// How often the stretch has used each copy: as a word, a context word or a noise word.
  let uses: UnsafeMutablePointer<UInt32>
  /// The copies, `[count × stride]`.
  let vectors: UnsafeMutablePointer<Float>
  let stride: Int
  /// The summed loss of the sampled chunks, and their number of pairs.
  let loss: UnsafeMutablePointer<Double>

  private let memory: AlignedMemory

  init(capacity: Int, stride: Int) {
    rows = .allocate(capacity: capacity)
    uses = .allocate(capacity: capacity)
    memory = AlignedMemory(floatCount: capacity * stride)
    vectors = memory.floats
    self.stride = stride
    loss = .allocate(capacity: 2)
    loss.initialize(repeating: 0, count: 2)
  }

  deinit {
    rows.deallocate()
    uses.deallocate()
    loss.deallocate()
  }

  func clear() { count = 0 }

  /// Takes up a row; returns its place.
  func add(_ row: UInt32) -> UInt32 {
    rows[count] = row
    uses[count] = 0
    count += 1
    return UInt32(count - 1)
  }

  /// The sampled loss and number of pairs since the last call.
  func takeLoss() -> (sum: Double, pairs: Double) {
    defer { loss.update(repeating: 0, count: 2) }
    return (loss[0], loss[1])
  }
}
