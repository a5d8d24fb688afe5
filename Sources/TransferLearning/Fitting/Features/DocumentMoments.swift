import SentimentClassification

/// Sums over documents from which the covariances within and between them follow.
struct DocumentMoments: Sendable {
  private let dimension: Int
  private(set) var documentCount = 0
  private var pieceCount = 0
  /// Products of the pieces' distances from their documents' means.
  private var withinProducts: [Double]
  /// Of the halves `h` and `k` of a document: products `h kᵀ`, and the sums of both.
  private var halfProducts: [Double]
  private var halfSums: (even: [Double], odd: [Double])
  /// Rows that wait for a product of many at once.
  private var distances: [Double] = []
  private var halves: (even: [Double], odd: [Double]) = ([], [])

  private static let blockSize = 2_048

  init(dimension: Int) {
    self.dimension = dimension
    withinProducts = [Double](repeating: 0, count: dimension * dimension)
    halfProducts = withinProducts
    halfSums = ([Double](repeating: 0, count: dimension), [Double](repeating: 0, count: dimension))
  }

  /// Adds a document.
  ///
  /// - Parameter pieces: their vectors, `[pieces × dimension]`; at least two.
  mutating func add(pieces: [Float]) {
    let count = pieces.count / dimension
    var even = [Double](repeating: 0, count: dimension)
    var odd = even
    for piece in 0..<count {
      for column in 0..<dimension {
        let number = Double(pieces[piece * dimension + column])
        if piece % 2 == 0 { even[column] += number } else { odd[column] += number }
      }
    }
    let mean = zip(even, odd).map { ($0 + $1) / Double(count) }
    for piece in 0..<count {
      for column in 0..<dimension {
        distances.append(Double(pieces[piece * dimension + column]) - mean[column])
      }
    }
    let evenCount = Double((count + 1) / 2)
    let oddCount = Double(count / 2)
    for column in 0..<dimension {
      even[column] /= evenCount
      odd[column] /= oddCount
      halfSums.even[column] += even[column]
      halfSums.odd[column] += odd[column]
    }
    halves.even += even
    halves.odd += odd
    documentCount += 1
    pieceCount += count
    if distances.count > Self.blockSize * dimension { finishBlock() }
  }

  /// Brings the rows that wait into the sums.
  mutating func finishBlock() {
    Self.addProduct(distances, distances, to: &withinProducts, dimension)
    Self.addProduct(halves.even, halves.odd, to: &halfProducts, dimension)
    distances.removeAll(keepingCapacity: true)
    halves.even.removeAll(keepingCapacity: true)
    halves.odd.removeAll(keepingCapacity: true)
  }

  private static func addProduct(
    _ left: [Double], _ right: [Double], to sum: inout [Double], _ dimension: Int
  ) {
    let product = MatrixProduct.product(
      left, transposed: true, right, rows: dimension, inner: left.count / dimension)
    for (index, value) in product.enumerated() { sum[index] += value }
  }

  /// Adds the sums over other documents, with no rows waiting in either.
  mutating func add(_ other: DocumentMoments) {
    documentCount += other.documentCount
    pieceCount += other.pieceCount
    for index in withinProducts.indices {
      withinProducts[index] += other.withinProducts[index]
      halfProducts[index] += other.halfProducts[index]
    }
    for column in 0..<dimension {
      halfSums.even[column] += other.halfSums.even[column]
      halfSums.odd[column] += other.halfSums.odd[column]
    }
  }

  /// The covariance of pieces around their documents' means, `[dimension × dimension]`.
  var within: [Double] {
    let freedom = Double(max(1, pieceCount - documentCount))
    return withinProducts.map { $0 / freedom }
  }

  /// The covariance between the halves of documents, made symmetric, `[dimension × dimension]`.
  var between: [Double] {
    let count = Double(documentCount)
    var result = [Double](repeating: 0, count: dimension * dimension)
    for row in 0..<dimension {
      for column in 0..<dimension {
        let products =
          halfProducts[row * dimension + column] + halfProducts[column * dimension + row]
        let means =
          halfSums.even[row] * halfSums.odd[column] + halfSums.even[column] * halfSums.odd[row]
        result[row * dimension + column] = (products - means / count) / (2 * max(1, count - 1))
      }
    }
    return result
  }
}
