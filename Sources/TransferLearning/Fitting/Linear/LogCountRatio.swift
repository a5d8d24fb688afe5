import SentimentClassification
import SentimentPlatform

/// How much more often each term stands in texts of one label than in others: the logarithm of the
/// ratio of its shares (`r` in Wang and Manning 2012, section 2.1), from labels that a model gave.
///
/// Only texts that the model is sure of count: those with the highest scores, half as many as have
/// the label by its share, and half of the others from the lowest up.
struct LogCountRatio {
  let features: TextFeatures
  let index: NGramIndex
  /// The texts of each source; texts of one source are compared with each other alone, because short
  /// ones have more extreme scores.
  let sources: [Range<Int>]

  /// Added to each count, so that a term must stand in several texts to weigh much.
  private static let smoothing: Float = 5

  /// Which terms are weighed.
  enum Terms { case words, pairs }

  /// - Parameters:
  ///   - scores: `[texts × outputs]`, high for the output's label.
  ///   - shares: of the outputs' labels among the texts.
  /// - Returns: `[terms × outputs]`; 0 for the other kind of terms.
  func weights(_ terms: Terms, scores: [Double], shares: [Double]) -> [Float] {
    var result = [Float](repeating: 0, count: index.count * shares.count)
    for (output, share) in shares.enumerated() {
      let column = ScoreColumn(scores, output: output, of: shares.count)
      let ratios = logRatios(terms, sides(column.values, share: share))
      for (term, ratio) in ratios { result[term * shares.count + output] = ratio }
    }
    return result
  }

  /// 1 for texts with the label, −1 for texts without, 0 for those that don't count.
  private func sides(_ scores: [Double], share: Double) -> [Int8] {
    var sides = [Int8](repeating: 0, count: scores.count)
    for source in sources {
      let known = source.filter { features.isKnown($0) }
      let column = ScoreColumn(known.map { scores[$0] }, output: 0, of: 1)
      let bounds = column.quantiles([(1 - share) / 2, 1 - share / 2])
      let (low, high) = (bounds[0], bounds[1])
      for text in known {
        if scores[text] > high { sides[text] = 1 } else if scores[text] < low { sides[text] = -1 }
      }
    }
    return sides
  }

  private func logRatios(_ terms: Terms, _ sides: [Int8]) -> [(term: Int, ratio: Float)] {
    let numbers = terms == .words ? 0..<index.wordCount : index.wordCount..<index.count
    var with = [Float](repeating: Self.smoothing, count: index.count)
    var without = with
    for (text, side) in sides.enumerated() where side != 0 {
      let range =
        terms == .words
        ? features.offsets[text]..<features.pairStarts[text]
        : features.pairStarts[text]..<features.offsets[text + 1]
      for place in range {
        let term = Int(features.terms[place])
        if side > 0 { with[term] += 1 } else { without[term] += 1 }
      }
    }
    let scale = log(
      without[numbers].reduce(0.0) { $0 + Double($1) }
        / max(1, with[numbers].reduce(0.0) { $0 + Double($1) }))
    return numbers.compactMap { term in
      // A term that nobody saw says nothing.
      guard with[term] + without[term] > 2 * Self.smoothing else { return nil }
      return (term, log(with[term] / without[term]) + Float(scale))
    }
  }
}
