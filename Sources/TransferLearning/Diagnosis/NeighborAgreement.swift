import SentimentClassification

/// How many of the texts that lie nearest to a text have its label: what vectors tell of labels
/// before anything is learned.
struct NeighborAgreement {
  /// The mean share, and what it would be by chance.
  let share: Double
  let chance: Double

  /// Neighbours of a text that count.
  private static let neighborCount = 5
  /// Of more texts, as many are looked at, spread over all.
  private static let textLimit = 2_000

  /// - Parameters:
  ///   - means: mean vectors, `[texts × dimension]`.
  ///   - labels: of these texts.
  ///   - texts: those to look at; the share is 0 where there is one alone.
  init(means: [Float], dimension: Int, labels: [Int], of texts: [Int]) {
    let count = min(texts.count, Self.textLimit)
    let rows = (0..<count).map { texts[$0 * texts.count / count] }
    guard count > 1 else {
      (share, chance) = (0, 0)
      return
    }
    var centre = [Double](repeating: 0, count: dimension)
    for row in rows {
      for column in 0..<dimension {
        centre[column] += Double(means[row * dimension + column]) / Double(count)
      }
    }
    let units = rows.flatMap { row -> [Double] in
      let vector = (0..<dimension).map { Double(means[row * dimension + $0]) - centre[$0] }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? vector.map { $0 / length } : vector
    }
    let cosines = MatrixProduct.product(units, withTransposed: units, rows: count, columns: count)
    let used = rows.map { labels[$0] }
    var agreeing = 0
    let neighbors = min(Self.neighborCount, count - 1)
    for text in 0..<count {
      let nearest = Self.largest(
        neighbors, of: cosines[text * count..<(text + 1) * count], except: text)
      agreeing += nearest.count { used[$0] == used[text] }
    }
    share = Double(agreeing) / Double(count * neighbors)
    let counts = Dictionary(grouping: used, by: \.self).values.map { Double($0.count) }
    chance =
      counts.reduce(0) { $0 + $1 * ($1 - 1) } / (Double(count) * Double(count - 1))
  }

  /// The places of the largest numbers, of equal ones the first.
  private static func largest(
    _ count: Int, of numbers: ArraySlice<Double>, except text: Int
  ) -> [Int] {
    var best: [(number: Double, place: Int)] = []
    for (place, number) in numbers.enumerated() where place != text {
      guard best.count < count || number > best[best.count - 1].number else { continue }
      let position = best.firstIndex { $0.number < number } ?? best.count
      best.insert((number, place), at: position)
      if best.count > count { best.removeLast() }
    }
    return best.map(\.place)
  }
}
