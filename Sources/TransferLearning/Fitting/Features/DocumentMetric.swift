import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing

/// What differences between texts mean, learned without labels: the pieces of one document mostly
/// share a label, so what differs among them tells little, and what they have in common tells much.
///
/// From pieces of 16 words (``Passages``) come the covariance within documents, `S`, and the one between them, `C`:
/// that of the means of a document's even and odd pieces, made symmetric. With
/// `R = (S + ρ tr(S)/d I)^−½` and `R C R = Q diag(λ) Qᵀ`, a text's features are `R Q diag(λᵖ)`.
/// It is a linear discriminant analysis (Fisher 1936) with documents in place of classes.
struct DocumentMetric: Sendable {
  /// `S` and `C`, `[dimension × dimension]`.
  let within: [Double]
  let between: [Double]
  let dimension: Int
  /// `R`, `Q` (by rows) and `λ`.
  private let whitening: [Double]
  private let axes: [Double]
  private let strengths: [Double]

  /// A document must have so many words to be cut in two.
  private static let leastWords = 8
  /// `ρ`; 0.02 to 1 gave the same accuracy.
  private static let shrinkage = 0.1
  /// Documents that a covariance needs for each of its rows.
  private static let documentsPerDimension = 5
  private static let partSize = 1_024

  /// - Parameter samples: which of the texts are read.
  /// - Returns: `nil` when there are too few documents of two pieces.
  /// - Throws: `CancellationError`.
  init?(
    of texts: EncodedTexts, _ samples: [Range<Int>], encoder: SentenceEncoder, threads: Int,
    cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    dimension = encoder.vectors.dimension
    guard
      let moments = try Self.moments(
        of: texts, samples, encoder: encoder, threads: threads, cancellation)
    else { return nil }
    guard moments.documentCount >= Self.documentsPerDimension * dimension else { return nil }
    within = moments.within
    between = moments.between
    let size = dimension
    var regularized = within
    let trace = (0..<size).reduce(0) { $0 + regularized[$1 * (size + 1)] }
    guard trace > 0 else { return nil }
    for row in 0..<dimension {
      regularized[row * (dimension + 1)] += Self.shrinkage * trace / Double(dimension)
    }
    let eigen = SymmetricEigen(regularized, dimension: dimension)
    whitening = eigen.applying { 1 / $0.squareRoot() }
    let half = MatrixProduct.product(whitening, between, rows: dimension, inner: dimension)
    let whole = MatrixProduct.product(half, whitening, rows: dimension, inner: dimension)
    let axes = SymmetricEigen(whole, dimension: dimension)
    self.axes = axes.vectors
    strengths = axes.values.map { max(0, $0) }
  }

  /// `R Q diag(λᵖ)`, `[dimension × dimension]`; a column is a feature.
  func map(power: Double) -> [Double] {
    var map = MatrixProduct.product(
      whitening, withTransposed: axes, rows: dimension, columns: dimension)
    let scales = strengths.map { pow($0, power) }
    for index in map.indices { map[index] *= scales[index % dimension] }
    return map
  }

  /// `R Q diag(λᵖ) Qᵀ R δ`: along what to tell texts apart that differ by `δ`. With `p = 0` it is the
  /// linear discriminant, with a larger `p` what documents have in common counts more.
  ///
  /// - Parameter differences: `δ`, `[dimension × outputs]`.
  func directions(_ differences: [Double], power: Double) -> [Double] {
    let shared = MatrixProduct.product(
      map(power: 0), transposed: true, differences, rows: dimension, inner: dimension)
    return MatrixProduct.product(map(power: power), shared, rows: dimension, inner: dimension)
  }

  private static func moments(
    of texts: EncodedTexts, _ samples: [Range<Int>], encoder: SentenceEncoder, threads: Int,
    _ cancellation: CancellationFlag
  ) throws -> DocumentMoments? {
    let parts = samples.flatMap { sample in
      stride(from: sample.lowerBound, to: sample.upperBound, by: partSize).map {
        $0..<min($0 + partSize, sample.upperBound)
      }
    }
    let all = try concurrentMap(parts.count, threads: threads) { part in
      var moments = DocumentMoments(dimension: encoder.vectors.dimension)
      for text in parts[part] {
        try cancellation.check()
        add(text, of: texts, to: &moments, by: encoder)
      }
      moments.finishBlock()
      return moments
    }
    guard var moments = all.first else { return nil }
    for part in all.dropFirst() { moments.add(part) }
    return moments
  }

  private static func add(
    _ text: Int, of texts: EncodedTexts, to moments: inout DocumentMoments,
    by encoder: SentenceEncoder
  ) {
    let words = texts.wordCount(text)
    guard words >= leastWords else { return }
    let pieces = max(2, EncodedTexts.pieceCount(words: words))
    var rows = [Float](repeating: 0, count: pieces * encoder.vectors.dimension)
    for (piece, range) in texts.pieces(of: text, count: pieces).enumerated() {
      encoder.encodeWeighted(texts.ids[range], into: &rows, at: piece * encoder.vectors.dimension)
    }
    moments.add(pieces: rows)
  }
}
