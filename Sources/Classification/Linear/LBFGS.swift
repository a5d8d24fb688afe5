/// Finds the lowest point of a smooth function by the limited-memory BFGS method (Nocedal and
/// Wright 2006, "Numerical Optimization", algorithms 7.4 and 7.5).
package struct LBFGS {
  package var maximumIterations = 200
  /// It stops where the largest slope has fallen to this share of the first one's, or to it.
  package var tolerance = 1e-5

  /// Steps that the curvature is told from.
  private static let memory = 10
  /// A step must lower the function by this share of what the slope promises (Armijo's condition).
  private static let sufficientDecrease = 1e-4
  private static let maximumHalvings = 40

  package init() {}

  private struct Step {
    let move: [Double]
    let change: [Double]
    /// `1 / (change · move)`.
    let curvature: Double
  }

  /// - Parameters:
  ///   - start: where to begin.
  ///   - function: writes the gradient at a point over its second argument, and gives the value.
  /// - Returns: the point reached.
  /// - Throws: what the function throws.
  package func minimize<Failure: Error>(
    from start: [Double],
    _ function: (_ point: [Double], _ gradient: inout [Double]) throws(Failure) -> Double
  ) throws(Failure) -> [Double] {
    var point = start
    var gradient = [Double](repeating: 0, count: start.count)
    var value = try function(point, &gradient)
    var steps: [Step] = []
    let goal = tolerance * max(1, Self.largest(gradient))
    for _ in 0..<maximumIterations {
      guard Self.largest(gradient) > goal else { break }
      var direction = Self.direction(gradient, steps)
      var slope = Self.dot(direction, gradient)
      if !(slope < 0) {
        (steps, direction) = ([], gradient.map { -$0 })
        slope = -Self.dot(gradient, gradient)
      }
      // Without knowledge of the curvature the first step has length 1 at most.
      var length = steps.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
      var next = point
      var nextGradient = gradient
      var nextValue = value
      var isLower = false
      for _ in 0..<Self.maximumHalvings {
        for index in point.indices { next[index] = point[index] + length * direction[index] }
        nextValue = try function(next, &nextGradient)
        isLower = nextValue <= value + Self.sufficientDecrease * length * slope
        if isLower { break }
        length /= 2
      }
      guard isLower else { break }
      let move = zip(next, point).map { $0 - $1 }
      let change = zip(nextGradient, gradient).map { $0 - $1 }
      let curvature = Self.dot(move, change)
      if curvature > 0 {
        steps.append(Step(move: move, change: change, curvature: 1 / curvature))
        if steps.count > Self.memory { steps.removeFirst() }
      }
      (point, gradient, value) = (next, nextGradient, nextValue)
    }
    return point
  }

  /// `−H g` by the two loops of algorithm 7.4.
  private static func direction(_ gradient: [Double], _ steps: [Step]) -> [Double] {
    var result = gradient
    var shares: [Double] = []
    for step in steps.reversed() {
      let share = step.curvature * dot(step.move, result)
      shares.append(share)
      add(-share, step.change, to: &result)
    }
    if let last = steps.last {
      let scale = 1 / (last.curvature * dot(last.change, last.change))
      for index in result.indices { result[index] *= scale }
    }
    for (step, share) in zip(steps, shares.reversed()) {
      add(share - step.curvature * dot(step.change, result), step.move, to: &result)
    }
    return result.map { -$0 }
  }

  private static func largest(_ vector: [Double]) -> Double {
    vector.reduce(0) { max($0, abs($1)) }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  private static func add(_ factor: Double, _ vector: [Double], to sum: inout [Double]) {
    for index in sum.indices { sum[index] += factor * vector[index] }
  }
}
