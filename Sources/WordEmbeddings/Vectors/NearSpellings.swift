import SentimentTextProcessing

/// How nearly two words are spelled alike (Levenshtein 1966).
package enum NearSpelling {
  /// Up to so many letters may differ.
  static let mostEdits = 2

  /// In so many letters of a word may another differ: one in three, at most ``mostEdits``.
  static func limit(_ letterCount: Int) -> Int { min(mostEdits, letterCount / 3) }

  /// The letters to change, add or leave out.
  static func distance<Letter: Equatable>(_ first: [Letter], _ second: [Letter]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let change = diagonal + (letter == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }

  /// The name among some that is spelled nearly as another, case aside; where there is none, one that
  /// it is the beginning of, or that begins it.
  package static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let near = names.map { (distance: distance(Array($0.lowercased()), wanted), name: $0) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    if let near, near.distance <= limit(wanted.count) { return near.name }
    return names.first { other in
      let letters = Array(other.lowercased())
      return min(letters.count, wanted.count) >= shortestBeginning
        && (letters.starts(with: wanted) || wanted.starts(with: letters))
    }
  }

  /// Fewer letters begin words that have nothing else in common.
  private static let shortestBeginning = 3
}

extension WordVectors {
  /// Words of the vocabulary that are spelled nearly as a word: the same but for case, or with one
  /// or two letters changed, added or left out (`NearSpelling`). The nearest first, and of equals
  /// the first in the vocabulary, which is the most frequent.
  public func spellings(near word: String, maximumCount: Int) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    let limit = NearSpelling.limit(wanted.count)
    var found: [(distance: Int, id: Int)] = []
    for id in 0..<vocabulary.count {
      vocabulary.withBytes(of: id) { bytes in
        guard abs(bytes.count - wanted.count) <= limit else { return }
        let distance = NearSpelling.distance(bytes.map(Self.lowercased), wanted)
        if distance <= limit { found.append((distance, id)) }
      }
    }
    return found.sorted { $0 < $1 }.prefix(maximumCount).map { vocabulary.word($0.id) }
  }

  /// The case of ASCII letters aside.
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }
}
