/// A stretch of the corpus with all that is random about it drawn: which words are kept, how far
/// their windows reach, and the noise words.
///
/// One thread at a time writes to it, and phases that read it follow those that write, hence
/// `@unchecked Sendable`.
final class Block: @unchecked Sendable {
  /// Which stretch of the corpus, and in which epoch.
  var index = 0
  var epoch = 0

  /// The rows of the matrix that the stretch uses, each once.
  let rows: UnsafeMutablePointer<UInt32>
  private(set) var rowCount = 0
  /// How often the stretch uses each of these rows: for a word, a context word or a noise word.
  let uses: UnsafeMutablePointer<UInt32>
  /// Where each of these rows is trained: in the matrix, when no other stretch of the batch uses
  /// it, or in a copy.
  let vectors: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>

  /// The number of kept words.
  var wordCount = 0
  /// The places of the words' input and output vectors among ``rows``.
  let inputs: UnsafeMutablePointer<UInt32>
  let outputs: UnsafeMutablePointer<UInt32>
  /// The places of the noise words' vectors, chunk by chunk.
  let noise: UnsafeMutablePointer<UInt32>
  /// The contexts of word `i` are the words `contextStart[i]..<contextEnd[i]` save `i` itself.
  let contextStart: UnsafeMutablePointer<Int32>
  let contextEnd: UnsafeMutablePointer<Int32>

  /// The summed loss of the sampled chunks, and their number of pairs.
  let loss: UnsafeMutablePointer<Double>

  init(_ plan: TrainingPlan) {
    rows = .allocate(capacity: plan.maximumRows)
    uses = .allocate(capacity: plan.maximumRows)
    vectors = .allocate(capacity: plan.maximumRows)
    inputs = .allocate(capacity: TrainingPlan.stretchLength)
    outputs = .allocate(capacity: TrainingPlan.stretchLength)
    noise = .allocate(capacity: plan.maximumNoiseWords)
    contextStart = .allocate(capacity: TrainingPlan.stretchLength)
    contextEnd = .allocate(capacity: TrainingPlan.stretchLength)
    loss = .allocate(capacity: 2)
    loss.initialize(repeating: 0, count: 2)
  }

  deinit {
    rows.deallocate()
    uses.deallocate()
    vectors.deallocate()
    inputs.deallocate()
    outputs.deallocate()
    noise.deallocate()
    contextStart.deallocate()
    contextEnd.deallocate()
    loss.deallocate()
  }

  /// Forgets the rows of the last use.
  func clear() { rowCount = 0 }

  /// Takes up a row that isn't there yet; returns its place.
  @inline(__always)
  func add(_ row: UInt32) -> UInt32 {
    rows[rowCount] = row
    uses[rowCount] = 0
    rowCount += 1
    return UInt32(truncatingIfNeeded: rowCount - 1)
  }

  /// The sampled loss and number of pairs since the last call.
  func takeLoss() -> (sum: Double, pairs: Double) {
    defer { loss.update(repeating: 0, count: 2) }
    return (loss[0], loss[1])
  }
}
