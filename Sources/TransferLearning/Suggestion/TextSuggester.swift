/// Chooses the texts whose labels would help most: those that the model is least sure of (the least
/// margin between the two likeliest labels; Scheffer, Decomain and Wrobel 2001) and that are least
/// like what has a label already (Xu, Akella and Zhang 2007).
///
/// Before there is a model, the first is the most typical text and each next one the least like all
/// before it, which covers the corpus with few labels (farthest-first, Gonzalez 1985).
public struct TextSuggester {
  /// A text that may be labelled.
  public struct Candidate: Sendable {
    /// The caller's number of the text.
    public let id: Int64
    /// The text's sentence vector.
    public let vector: [Float]
    /// What the model makes of it: the probabilities of the labels; empty before there is one.
    public let probabilities: [Double]

    public init(id: Int64, vector: [Float], probabilities: [Double]) {
      self.id = id
      self.vector = vector
      self.probabilities = probabilities
    }
  }

  /// Unit vectors of what has a label, or was chosen.
  private var covered: [[Float]]

  /// - Parameter labelled: the sentence vectors of the texts that have a label.
  public init(labelled: [[Float]]) { covered = labelled.map(\.unit) }

  /// - Returns: the ids of the best, the best first; of equals the first given.
  public mutating func choose(_ count: Int, of candidates: [Candidate]) -> [Int64] {
    let units = candidates.map(\.vector.unit)
    let margins = candidates.map { Self.margin($0.probabilities) }
    var nearest = units.map { unit in covered.map { unit.dot($0) }.max() ?? -1 }
    var left = Set(candidates.indices)
    var chosen: [Int64] = []
    let centre = units.reduce(into: [Float](repeating: 0, count: units.first?.count ?? 0)) {
      for column in $0.indices { $0[column] += $1[column] }
    }
    while chosen.count < count, !left.isEmpty {
      func score(_ index: Int) -> Float {
        if covered.isEmpty { return units[index].dot(centre) }
        return (1 - Float(margins[index])) * (1 - nearest[index])
      }
      guard let best = left.min(by: { (-score($0), $0) < (-score($1), $1) }) else { break }
      left.remove(best)
      chosen.append(candidates[best].id)
      covered.append(units[best])
      for index in left { nearest[index] = max(nearest[index], units[index].dot(units[best])) }
    }
    return chosen
  }

  private static func margin(_ probabilities: [Double]) -> Double {
    let sorted = probabilities.sorted(by: >)
    return sorted.count > 1 ? sorted[0] - sorted[1] : 0
  }
}

extension [Float] {
  fileprivate var unit: [Float] {
    let length = dot(self).squareRoot()
    return length > 0 ? map { $0 / length } : self
  }

  fileprivate func dot(_ other: [Float]) -> Float {
    var sum: Float = 0
    for column in 0..<Swift.min(count, other.count) { sum += self[column] * other[column] }
    return sum
  }
}
