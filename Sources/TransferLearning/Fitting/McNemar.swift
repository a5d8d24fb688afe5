/// Whether one model's answers beat another's by more than chance would: of the texts on which they
/// differ, it must win more than it loses (McNemar 1947). Copies of a text count as one together.
struct McNemar {
  /// By so many standard deviations the better must win.
  let leastAdvantage: Double

  /// Between methods on the same vectors: by one deviation, chance took a worse one often enough to
  /// cost 0.5 points with 64 short sentences a label.
  static let ofMethods = McNemar(leastAdvantage: 2)
  /// Between word vectors, of which few are compared.
  static let ofVectors = McNemar(leastAdvantage: 1)

  /// - Parameters:
  ///   - challenger: whether each text is answered right by what must prove better.
  ///   - champion: the same for the other, for the same texts.
  ///   - groups: of these texts.
  func isBetter(_ challenger: [Bool], than champion: [Bool], groups: TextGroups) -> Bool {
    let wins = groups.correct(zip(challenger, champion).map { $0 && !$1 })
    let losses = groups.correct(zip(challenger, champion).map { !$0 && $1 })
    return wins - losses > leastAdvantage * (wins + losses).squareRoot()
  }
}
