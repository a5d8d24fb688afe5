import CSentimentKernels
import CSentimentOpenBLAS
import Dispatch
import SentimentTextProcessing
import Synchronization

/// Finds the rows of a matrix with the largest cosine to a vector: exact, by one matrix product.
///
/// The product gives `x · w` for all rows `w`; the cosine is that over `|x| |w|`. The rows' lengths
/// are computed once, so that the matrix may stay where it is, in a mapped file.
package struct NearestRows: Sendable {
  /// A row with its cosine to the vector.
  package struct Match: Sendable, Equatable {
    package let row: Int
    package let cosine: Float
  }

  package let rows: EmbeddingMatrix
  /// `1 / |w|` for each row `w`; 0 for a row of zeros, which is like nothing.
  private let inverseLengths: [Float]

  /// The numbers in a block of cosines, 32 MB.
  private static let blockNumbers = 8 << 20
  private static let longestBlock = 512
  /// Rows that are worked on by one thread at a time. Fixed, so that the result doesn't depend on
  /// the number of threads.
  private static let chunk = 4096

  /// - Returns: `nil` when a row holds a number that isn't finite.
  package init?(_ rows: EmbeddingMatrix) {
    self.init(rows) { _ in }
  }

  /// - Parameter visit: is called with each row while it is in the cache; by several threads.
  private init?(_ rows: EmbeddingMatrix, visit: @Sendable (_ row: Int) -> Void) {
    self.rows = rows
    var inverses = [Float](repeating: 0, count: rows.rowCount)
    inverses.withUnsafeMutableBufferPointer { inverses in
      nonisolated(unsafe) let inverses = inverses
      Self.forEachChunk(of: rows.rowCount) { chunk in
        for row in chunk {
          inverses[row] = Self.inverse(rows.numbers(row).length)
          visit(row)
        }
      }
    }
    guard inverses.withUnsafeBufferPointer(\.areFinite) else { return nil }
    inverseLengths = inverses
  }

  /// A first search together with all that later ones need: the matrix, which may lie in a file, is
  /// read once for both.
  ///
  /// - Returns: `nil` when a row holds a number that isn't finite.
  static func searching(
    _ rows: EmbeddingMatrix, for target: [Float], maximumCount: Int, excluding excluded: [Int]
  ) -> (rows: NearestRows, matches: [Match])? {
    let products = AlignedMemory(floatCount: rows.rowCount, isZeroed: false)
    nonisolated(unsafe) let floats = products.floats
    let made = NearestRows(rows) { floats[$0] = Self.product(rows.numbers($0), target) }
    return made.map { made in
      let matches = made.best(
        of: target, products: floats, maximumCount: maximumCount, excluding: excluded)
      return (made, matches)
    }
  }

  /// Finite for each length of finite numbers, else not.
  private static func inverse(_ length: Double) -> Float {
    guard length.isFinite else { return .nan }
    return length > 0 ? Float(min(1 / length, Double(Float.greatestFiniteMagnitude))) : 0
  }

  /// A row at length 1.
  package func unit(_ row: Int) -> [Float] { rows[row].map { $0 * inverseLengths[row] } }

  /// The cosine of two rows, in double precision.
  package func cosine(_ first: Int, _ second: Int) -> Double {
    rows.numbers(first).cosine(with: rows.numbers(second))
  }

  /// The rows nearest to each of some vectors.
  ///
  /// - Parameters:
  ///   - targets: the vectors, each of `dimension` numbers and of any length but 0.
  ///   - maximumCount: how many rows for each.
  ///   - excluded: for each vector, rows that are passed over.
  /// - Returns: for each vector the rows by falling cosine; of equals the first.
  package func search(
    _ targets: [[Float]], maximumCount: Int, excluding excluded: [[Int]]
  ) -> [[Match]] {
    precondition(targets.count == excluded.count, "what is passed over for each vector")
    let blockSize = max(1, min(Self.longestBlock, Self.blockNumbers / max(1, rows.rowCount)))
    let products = AlignedMemory(
      floatCount: min(blockSize, targets.count) * rows.rowCount, isZeroed: false)
    var matches = [[Match]](repeating: [], count: targets.count)
    for start in stride(from: 0, to: targets.count, by: blockSize) {
      let block = Array(targets[start..<min(start + blockSize, targets.count)])
      multiply(block, into: products.floats)
      matches.withUnsafeMutableBufferPointer { matches in
        nonisolated(unsafe) let matches = matches
        nonisolated(unsafe) let blockProducts = products.floats
        DispatchQueue.concurrentPerform(iterations: block.count) { index in
          matches[start + index] = best(
            of: block[index], products: blockProducts + index * rows.rowCount,
            maximumCount: maximumCount, excluding: excluded[start + index])
        }
      }
    }
    return matches
  }

  /// `targets · rowsᵀ`, `[targets × rows]`.
  private func multiply(_ targets: [[Float]], into products: UnsafeMutablePointer<Float>) {
    nonisolated(unsafe) let products = products
    if targets.count == 1 {
      // OpenBLAS would copy the whole matrix for a product of matrices.
      Self.forEachChunk(of: rows.rowCount) { chunk in
        for row in chunk { products[row] = Self.product(rows.numbers(row), targets[0]) }
      }
      return
    }
    let flat = targets.flatMap(\.self)
    Self.forEachChunk(of: rows.rowCount) { chunk in
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(targets.count), Int32(chunk.count),
        Int32(rows.dimension), 1, flat, Int32(rows.dimension), rows.row(chunk.lowerBound),
        Int32(rows.stride), 0, products + chunk.lowerBound, Int32(rows.rowCount))
    }
  }

  private static func product(_ row: UnsafeBufferPointer<Float>, _ target: [Float]) -> Float {
    target.withUnsafeBufferPointer { Float(row.product(with: $0)) }
  }

  /// The best of one vector's products.
  private func best(
    of target: [Float], products: UnsafeMutablePointer<Float>, maximumCount: Int,
    excluding excluded: [Int]
  ) -> [Match] {
    guard maximumCount > 0 else { return [] }
    let scale = Float(1 / target.withUnsafeBufferPointer(\.length))
    var best: [Match] = []
    best.reserveCapacity(min(maximumCount, rows.rowCount) + 1)
    var threshold = -Float.infinity
    for row in 0..<rows.rowCount {
      let score = products[row] * inverseLengths[row]
      guard score > threshold, !excluded.contains(row) else { continue }
      // Those before are at least as good; of equals the first stands first.
      var (low, high) = (0, best.count)
      while low < high {
        let middle = (low + high) / 2
        if best[middle].cosine >= score { low = middle + 1 } else { high = middle }
      }
      best.insert(Match(row: row, cosine: score), at: low)
      if best.count > maximumCount { best.removeLast() }
      if best.count == maximumCount { threshold = best[maximumCount - 1].cosine }
    }
    return best.map { Match(row: $0.row, cosine: max(-1, min(1, $0.cosine * scale))) }
  }

  private static func forEachChunk(of count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { index in
      body(index * chunk..<min((index + 1) * chunk, count))
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// The Euclidean length, in double precision: squares of large floats would overflow.
  package var length: Double { product(with: self).squareRoot() }

  /// The cosine of the angle between two vectors; 0 when one is all zeros.
  package func cosine(with other: UnsafeBufferPointer<Float>) -> Double {
    let lengths = length * other.length
    return lengths > 0 ? Swift.max(-1, Swift.min(1, product(with: other) / lengths)) : 0
  }

  /// The inner product, in double precision.
  package func product(with other: UnsafeBufferPointer<Float>) -> Double {
    precondition(count == other.count, "vectors of one length")
    return ck_product(KernelLevel.best, baseAddress, other.baseAddress, count)
  }
}

/// The instruction set that the kernel of products uses.
private enum KernelLevel {
  static let best = ck_best_level()
}

/// The search for nearest rows, made when it is asked for first.
final class LazyNearestRows: Sendable {
  private let rows = Mutex<NearestRows?>(nil)

  /// The rows nearest to some vectors, as ``NearestRows/search(_:maximumCount:excluding:)`` gives
  /// them.
  ///
  /// - Parameters:
  ///   - matrix: the rows, the same at each call.
  ///   - unsound: the error for a row that isn't finite.
  /// - Throws: that error.
  func search(
    _ matrix: EmbeddingMatrix, for targets: [[Float]], maximumCount: Int,
    excluding excluded: [[Int]], unsound: (_ row: Int) -> FileError
  ) throws(FileError) -> [[NearestRows.Match]] {
    let (known, first) = try rows.withLock { rows throws(FileError) in
      if let rows { return (rows, nil as [NearestRows.Match]?) }
      let made =
        if targets.count == 1 {
          NearestRows.searching(
            matrix, for: targets[0], maximumCount: maximumCount, excluding: excluded[0]
          ).map { ($0.rows, $0.matches as [NearestRows.Match]?) }
        } else {
          NearestRows(matrix).map { ($0, nil as [NearestRows.Match]?) }
        }
      guard let made else {
        throw unsound(matrix.firstUnsoundRow ?? 0)
      }
      rows = made.0
      return made
    }
    if let first { return [first] }
    return known.search(targets, maximumCount: maximumCount, excluding: excluded)
  }
}
