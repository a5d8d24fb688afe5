import CSentimentKernels
import SentimentTextProcessing

/// A sentence encoder that was pre-trained elsewhere: a transformer of BERT's family, whose last layer's
/// rows become one vector of a text.
///
///     pieces → X = LayerNorm(piece + position vectors) → layers → mean over the pieces → length 1
///
/// A text's vector doesn't depend on the texts beside it, on the number of threads or on the processor.
public struct TransformerEncoder: Sendable {
  public let configuration: TransformerConfiguration
  /// What messages call it: its own name, or the path that it was read from.
  public let name: String
  /// What tells this encoder from others: that of its weights and pieces.
  public let digest: String
  let tokenizer: PieceTokenizer
  let pieces: PieceMatrix
  /// `[positions × dimension]`, the vector of the first segment added.
  let positions: [Float]
  let norm: LayerNorm
  let layers: [TransformerLayer]

  static let level = ck_best_level()

  /// Rows that are taken through a layer together: enough that its weights, which are spread out for them
  /// anew, are used often, and few enough that they stay in the second cache.
  private static let rowsAtOnce = 256
  /// Texts that a thread takes at a time.
  private static let textsAtOnce = 16

  /// The numbers of a text's vector.
  public var dimension: Int { configuration.dimension }

  /// The vector of a text, `[dimension]`, of length 1.
  ///
  /// For many texts ``vectors(of:)`` is faster.
  ///
  /// - Parameter text: what is after its first ``TransformerConfiguration/maximumPieces`` pieces isn't read.
  /// - Throws: `FileError` when the weights, sound as they are, lead to no finite number.
  public func vector(of text: String) throws(FileError) -> [Float] {
    try Worker(self).encode(CollectionOfOne(text))
  }

  /// The vectors of texts, one for each, as ``vector(of:)`` has them. All processors work on them.
  ///
  /// - Throws: `FileError` as ``vector(of:)``; `CancellationError` when the task is cancelled.
  public func vectors(of texts: [String]) async throws -> [[Float]] {
    let numbers = try await runInBackground { cancellation in
      try encode(texts, threads: ProcessorCount.available, cancellation: cancellation)
    }
    return texts.indices.map { Array(numbers[$0 * dimension..<($0 + 1) * dimension]) }
  }

  /// The vectors of texts, `[texts × dimension]`, each of length 1.
  ///
  /// - Parameters:
  ///   - texts: what is after their first ``TransformerConfiguration/maximumPieces`` pieces isn't read.
  ///   - threads: the result doesn't depend on it.
  ///   - progress: called with the fraction that is done, by several threads, one call at a time.
  /// - Throws: `FileError` when the weights, sound as they are, lead to no finite number;
  ///   `CancellationError`.
  package func encode(
    _ texts: [String], threads: Int = 1, cancellation: CancellationFlag = CancellationFlag(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> [Float] {
    let partCount = (texts.count + Self.textsAtOnce - 1) / Self.textsAtOnce
    let shares = ShareCount(of: partCount, progress)
    let parts = try concurrentMap(partCount, by: workers(threads)) { worker, part in
      try cancellation.check()
      let range = part * Self.textsAtOnce..<min((part + 1) * Self.textsAtOnce, texts.count)
      let vectors = try worker.encode(texts[range])
      shares.add()
      return vectors
    }
    return Array(parts.joined())
  }

  private func workers(_ count: Int) -> [Worker] { (0..<max(1, count)).map { _ in Worker(self) } }

  /// A thread's encoder; its memory is that of one thread, hence `@unchecked Sendable`.
  package final class Worker: @unchecked Sendable {
    private let encoder: TransformerEncoder
    private let space: TransformerSpace

    package init(_ encoder: TransformerEncoder) {
      self.encoder = encoder
      space = TransformerSpace(
        encoder.configuration,
        rowCount: TransformerEncoder.rowsAtOnce + encoder.configuration.maximumPieces)
    }

    /// The vectors of texts, `[texts × dimension]`.
    package func encode(_ texts: some Sequence<String>) throws(FileError) -> [Float] {
      var vectors: [Float] = []
      var ids: [Int32] = []
      var ranges: [Range<Int>] = []
      for text in texts {
        let pieces = encoder.pieceIDs(of: text)
        ranges.append(ids.count..<ids.count + pieces.count)
        ids += pieces
        if ids.count >= TransformerEncoder.rowsAtOnce {
          encoder.encode(ids, ranges, space, to: &vectors)
          ids.removeAll(keepingCapacity: true)
          ranges.removeAll(keepingCapacity: true)
        }
      }
      if !ranges.isEmpty { encoder.encode(ids, ranges, space, to: &vectors) }
      guard vectors.allSatisfy(\.isFinite) else {
        throw FileError(
          .damaged, file: "the encoder", problem: "its weights lead to numbers that aren't finite",
          remedy: "copy it again whole")
      }
      return vectors
    }
  }

  /// At least one.
  package func pieceIDs(of text: String) -> [Int32] {
    let ids = tokenizer.encode(
      configuration.prefix + text, maximumCount: configuration.maximumPieces)
    return ids.isEmpty ? [tokenizer.unknownID] : ids
  }

  private func encode(
    _ ids: [Int32], _ texts: [Range<Int>], _ space: TransformerSpace, to vectors: inout [Float]
  ) {
    embed(ids, texts, space)
    for layer in layers {
      layer.apply(to: space, texts: texts, headCount: configuration.headCount)
    }
    for text in texts { pool(space.rows, text, to: &vectors) }
  }

  /// X = LayerNorm(piece + position vectors).
  private func embed(_ ids: [Int32], _ texts: [Range<Int>], _ space: TransformerSpace) {
    for text in texts {
      for row in text {
        let x = space.rows + row * dimension
        pieces.copyRow(Int(ids[row]), to: x)
        let position = (configuration.firstPosition + row - text.lowerBound) * dimension
        for column in 0..<dimension { x[column] += positions[position + column] }
      }
    }
    norm.apply(to: space.rows, rowCount: ids.count)
  }

  /// Appends the vector of a text, of length 1.
  private func pool(
    _ rows: UnsafePointer<Float>, _ text: Range<Int>, to vectors: inout [Float]
  ) {
    let read = configuration.pooling == .mean ? text : text.prefix(1)
    var vector = [Float](repeating: 0, count: dimension)
    for row in read {
      let x = rows + row * dimension
      for column in 0..<dimension { vector[column] += x[column] }
    }
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let scale = length > 0 ? Float(1 / length) : 0
    vectors += vector.map { $0 * scale }
  }
}
