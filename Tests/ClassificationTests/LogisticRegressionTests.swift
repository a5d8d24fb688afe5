import SentimentWordEmbeddings
import Testing

@testable import SentimentClassification

@Suite struct LogisticRegressionTests {
  private static let rows = 12

  /// Three numbers a text, spread over −1 to 1.
  private static let dense: [Double] = (0..<rows * 3).map { (index: Int) -> Double in
    let place: Int = (index / 3 * 7 + index % 3 * 3) % 11
    return Double(place) / 5 - 1
  }

  private func problem(labelCount: Int, hasSparse: Bool = false) -> LogisticRegression.Problem {
    var sparse = SparseRows(columnCount: 4)
    for row in 0..<Self.rows {
      let entries: [(column: UInt32, value: Float)] = [
        (UInt32(row % 4), 0.5), (UInt32((row + 1) % 4), Float(row) / 10),
      ]
      sparse.append(entries)
    }
    return LogisticRegression.Problem(
      features: DesignMatrix(
        dense: Self.dense, rowCount: Self.rows, sparse: hasSparse ? sparse : nil),
      labels: (0..<Self.rows).map { ($0 * 5 + $0 / 4) % labelCount }, labelCount: labelCount)
  }

  struct Reference: Sendable {
    let labelCount: Int
    let strength: Double
    let weights: [Double]
    let bias: [Double]

    init(_ labelCount: Int, _ strength: Double, _ weights: [Double], _ bias: [Double]) {
      self.labelCount = labelCount
      self.strength = strength
      self.weights = weights
      self.bias = bias
    }
  }

  static let references: [Reference] = [
    Reference(2, 0.5, [0.6651, -0.277279, -0.514889], [0.060212]),
    Reference(2, 5.0, [1.499739, -1.032221, -1.213848], [0.225625]),
    Reference(
      3, 0.5,
      [
        -0.36797, -0.049573, -0.399811, 0.210981, 0.006858, 0.528616, 0.156989, 0.042715, -0.128806,
      ], [0.448561, -0.24707, -0.201491]
    ),
    Reference(
      3, 5.0,
      [-1.12133, -0.25509, -1.385861, 0.929699, 0.085001, 1.756176, 0.191632, 0.170089, -0.370314],
      [0.472019, -0.445101, -0.026918]
    ),
  ]

  @Test(arguments: [2, 3])
  func anImportanceOfTwoIsAsARowTwice(labelCount: Int) {
    let once = problem(labelCount: labelCount)
    var weighted = once
    weighted.importances = (0..<Self.rows).map { $0 == 4 ? 2 : 1 }
    let twice = LogisticRegression.Problem(
      features: DesignMatrix(dense: Self.dense + Self.dense[12..<15], rowCount: Self.rows + 1),
      targets: once.targets + once.targets.rows([4]))
    let (left, right) = (LogisticRegression(weighted), LogisticRegression(twice))
    for (one, other) in zip(left.weights + left.bias, right.weights + right.bias) {
      #expect(abs(one - other) < 1e-3)
    }
  }

  /// scikit-learn's `LogisticRegression(C=C, tol=1e-12)` on the same texts; of its biases for three
  /// labels, which are free by a constant, the mean is taken off.
  @Test(arguments: references)
  func weightsAreThoseOfScikitLearn(_ reference: Reference) {
    let (labelCount, strength) = (reference.labelCount, reference.strength)
    let (weights, bias) = (reference.weights, reference.bias)
    var problem = problem(labelCount: labelCount)
    problem.inverseStrength = strength
    var optimizer = LBFGS()
    optimizer.tolerance = 1e-9
    let fit = LogisticRegression(problem, optimizer: optimizer)
    let outputs = problem.outputCount
    for column in 0..<3 {
      for output in 0..<outputs {
        #expect(abs(fit.weights[column * outputs + output] - weights[output * 3 + column]) < 1e-4)
      }
    }
    let mean = outputs == 1 ? 0 : fit.bias.reduce(0, +) / Double(outputs)
    for output in 0..<outputs { #expect(abs(fit.bias[output] - mean - bias[output]) < 1e-4) }
  }

  @Test(arguments: [2, 3])
  func gradientIsThatOfTheValue(labelCount: Int) {
    var problem = problem(labelCount: labelCount, hasSparse: true)
    let outputs = problem.outputCount
    problem.inverseStrength = 0.7
    problem.biasVariance = 2
    problem.offsets = (0..<Self.rows * outputs).map { Double($0 % 5) / 3 - 0.5 }
    var generator = SeededGenerator(seed: 8)
    let point = (0..<8 * outputs).map { _ in Double(generator.uniform()) * 4 - 2 }
    var gradient = [Double](repeating: 0, count: point.count)
    _ = problem.value(at: point, gradient: &gradient)
    var unused = gradient
    for index in point.indices {
      var (above, below) = (point, point)
      above[index] += 1e-5
      below[index] -= 1e-5
      let slope =
        (problem.value(at: above, gradient: &unused) - problem.value(at: below, gradient: &unused))
        / 2e-5
      #expect(abs(slope - gradient[index]) < 1e-6 * max(1, abs(slope)))
    }
  }

  /// With the offsets of another model's logits, nothing is left to learn where that is right.
  @Test func offsetsTakeTheirShare() {
    var problem = problem(labelCount: 2)
    problem.offsets = problem.targets.likeliest.map { $0 == 1 ? 30 : -30 }
    problem.biasVariance = 1
    let fit = LogisticRegression(problem)
    #expect((fit.weights + fit.bias).allSatisfy { abs($0) < 1e-6 })
  }

  @Test func probabilitiesStayExactFarOut() {
    #expect(LogisticRegression.probabilities([1_000]) == [0, 1])
    #expect(LogisticRegression.probabilities([-1_000, 1_000, 0]) == [0, 1, 0])
    #expect(LogisticRegression.probabilities([0]) == [0.5, 0.5])
  }
}
