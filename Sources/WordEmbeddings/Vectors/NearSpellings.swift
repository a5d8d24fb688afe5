import SentimentTextProcessing

extension WordVectors {
  /// Words of the vocabulary that are spelled nearly as a word: the same but for case, or with one
  /// or two letters changed, added or left out (Levenshtein 1966). The nearest first, and of equals
  /// the first in the vocabulary, which is the most frequent.
  public func spellings(near word: String, maximumCount: Int) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    let limit = min(2, wanted.count / 3)
    var found: [(distance: Int, id: Int)] = []
    for id in 0..<vocabulary.count {
      vocabulary.withBytes(of: id) { bytes in
        guard abs(bytes.count - wanted.count) <= limit else { return }
        let distance = Self.editDistance(Array(bytes), wanted)
        if distance <= limit { found.append((distance, id)) }
      }
    }
    return found.sorted { $0 < $1 }.prefix(maximumCount).map { vocabulary.word($0.id) }
  }

  /// The bytes to change, add or leave out, the case of ASCII letters aside.
  private static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    func lowercased(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let change = diagonal + (lowercased(byte) == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
