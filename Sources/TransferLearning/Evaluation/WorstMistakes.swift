import TextProcessing

/// Keeps the worst of many mistakes: memory doesn't grow with their number.
struct WorstMistakes {
  struct Mistake {
    let text: LabelledText
    let truth: Int
    let answer: Answer

    var probabilityOfTruth: Double { answer.probabilities[truth] }
  }

  let limit: Int
  /// The worst first; of equals the one that came first.
  private(set) var mistakes: [Mistake] = []

  init(limit: Int) { self.limit = limit }

  mutating func add(_ mistake: Mistake) {
    let place =
      mistakes.lastIndex { $0.probabilityOfTruth <= mistake.probabilityOfTruth }.map { $0 + 1 } ?? 0
    guard place < limit else { return }
    mistakes.insert(mistake, at: place)
    if mistakes.count > limit { mistakes.removeLast() }
  }
}
