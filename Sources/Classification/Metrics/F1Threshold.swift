/// The probability from which on a label is given, so that its F1 is the largest (Lipton, Elkan and Naryanaswamy
/// 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure").
package enum F1Threshold {
  /// Where there is no text with the label.
  package static let none = 0.5

  /// - Parameters:
  ///   - probabilities: of the label, for texts that the model didn't learn from.
  ///   - truths: whether they have the label.
  package static func best(_ probabilities: [Double], truths: [Bool]) -> Double {
    let positives = truths.count(where: \.self)
    guard positives > 0 else { return none }
    let order = probabilities.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
    var best = (f1: 0.0, threshold: none)
    var hits = 0
    for (place, text) in order.enumerated() {
      if truths[text] { hits += 1 }
      let next = place + 1 < order.count ? probabilities[order[place + 1]] : 0
      // Texts of the same probability get the same answer.
      guard next < probabilities[text] else { continue }
      let f1 = 2 * Double(hits) / Double(place + 1 + positives)
      if f1 > best.f1 { best = (f1, (probabilities[text] + next) / 2) }
    }
    return best.threshold
  }
}
