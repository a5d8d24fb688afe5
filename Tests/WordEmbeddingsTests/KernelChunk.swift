import CSentimentKernels
import SentimentWordEmbeddings

/// A chunk of random rows with random windows, in the kernel's form and in the paper's.
final class KernelChunk {
  private let words: Int
  private let contexts: Int
  private let dimension: Int
  private let noise: Int
  private let matrix: EmbeddingMatrix
  private var windows: [Range<Int>] = []
  private let lead = 3
  private let negativeSamples: Float = 5

  init(words: Int, dimension: Int, noise: Int, scale: Float = 1) {
    self.words = words
    self.dimension = dimension
    self.noise = noise
    contexts = words + 2 * lead
    matrix = EmbeddingMatrix(rowCount: words + contexts + noise, dimension: dimension)
    var generator = SeededGenerator(seed: 17)
    for row in 0..<matrix.rowCount {
      for column in 0..<dimension {
        matrix.row(row)[column] = (generator.uniform() - 0.5) * scale
      }
    }
    for word in 0..<words {
      let (place, window) = (word + lead, 1 + generator.below(5))
      windows.append(max(0, place - window)..<min(contexts, place + window + 1))
    }
  }

  var objective: SkipGramObjective {
    func rows(_ range: Range<Int>) -> [[Double]] { range.map { matrix[$0].map(Double.init) } }
    return SkipGramObjective(
      inputs: rows(0..<words), contexts: rows(words..<words + contexts),
      noise: rows(words + contexts..<matrix.rowCount),
      pairs: windows.enumerated().map { word, window in window.filter { $0 != word + lead } },
      negativeSamples: Double(negativeSamples))
  }

  /// All rows' numbers, padding included.
  var bits: [UInt32] {
    (0..<matrix.rowCount * matrix.stride).map { matrix.base[$0].bitPattern }
  }

  /// One step of the kernel.
  func train(level: Int32, learningRate: Float) -> (loss: Double, pairs: Double) {
    func pointers(_ range: Range<Int>) -> [UnsafeMutablePointer<Float>?] { range.map(matrix.row) }
    var inputRows = pointers(0..<words)
    var contextRows = pointers(words..<words + contexts)
    var noiseRows = pointers(words + contexts..<matrix.rowCount)
    var first = windows.map { Int16($0.lowerBound) }
    var end = windows.map { Int16($0.upperBound) }
    var own = (0..<words).map { Int16($0 + lead) }
    let scratch = AlignedMemory(floatCount: ck_scratch_bytes(Int32(dimension)) / 4)
    var loss = [0.0, 0.0]
    inputRows.withUnsafeMutableBufferPointer { inputRows in
      contextRows.withUnsafeMutableBufferPointer { contextRows in
        noiseRows.withUnsafeMutableBufferPointer { noiseRows in
          var chunk = ck_chunk(
            dimension: Int32(dimension), stride: Int32(matrix.stride), words: Int32(words),
            contexts: Int32(contexts), noise: Int32(noise), input: inputRows.baseAddress,
            context: contextRows.baseAddress, noise_rows: noiseRows.baseAddress, first: &first,
            end: &end, own: &own, rate: learningRate, negatives: negativeSamples)
          ck_train_chunk(level, &chunk, scratch.floats, &loss)
        }
      }
    }
    return (loss[0], loss[1])
  }
}
