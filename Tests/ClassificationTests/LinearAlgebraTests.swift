import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct LinearAlgebraTests {
  private static func random(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Double(generator.uniform()) - 0.5 }
  }

  @Test(arguments: [1, 2, 7, 40])
  func eigenvectorsGiveTheMatrixBack(size: Int) {
    let factor = Self.random(size * size, seed: 3)
    let matrix = MatrixProduct.product(factor, transposed: true, factor, rows: size, inner: size)
    let eigen = SymmetricEigen(matrix, dimension: size)
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
    let same = eigen.applying { $0 }
    #expect(zip(same, matrix).allSatisfy { abs($0 - $1) < 1e-10 })
    let inverse = eigen.applying { 1 / $0 }
    let identity = MatrixProduct.product(matrix, inverse, rows: size, inner: size)
    for row in 0..<size {
      for column in 0..<size {
        #expect(abs(identity[row * size + column] - (row == column ? 1 : 0)) < 1e-5)
      }
    }
  }

  @Test func productsAreThoseOfTheDefinition() {
    let (rows, inner, columns) = (3, 4, 5)
    let left = Self.random(rows * inner, seed: 1)
    let right = Self.random(inner * columns, seed: 2)
    let product = MatrixProduct.product(left, right, rows: rows, inner: inner)
    let transposedLeft = (0..<inner * rows).map { left[$0 % rows * inner + $0 / rows] }
    let transposedRight = (0..<columns * inner).map { right[$0 % inner * columns + $0 / inner] }
    for row in 0..<rows {
      for column in 0..<columns {
        let sum = (0..<inner).reduce(0) {
          $0 + left[row * inner + $1] * right[$1 * columns + column]
        }
        #expect(abs(product[row * columns + column] - sum) < 1e-12)
      }
    }
    #expect(
      MatrixProduct.product(transposedLeft, transposed: true, right, rows: rows, inner: inner)
        == product)
    let other = MatrixProduct.product(
      left, withTransposed: transposedRight, rows: rows, columns: columns)
    #expect(zip(other, product).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// Rosenbrock's valley, of which the lowest point is (1, 1).
  @Test func theLowestPointIsFound() {
    let point = LBFGS().minimize(from: [-1.2, 1]) { point, gradient in
      let (x, y) = (point[0], point[1])
      gradient = [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]
      return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    }
    #expect(abs(point[0] - 1) < 1e-4 && abs(point[1] - 1) < 1e-4)
  }
}
