/// Pairs of words that count as one word, such as "not good" (Mikolov et al. 2013, "Distributed
/// representations of words and phrases and their compositionality", section 4).
///
/// In a vocabulary a phrase is the word `not_good`, as word2phrase writes it.
package struct Phrases: Sendable {
  /// Two words that stand side by side.
  package struct Pair: Sendable, Hashable {
    package let first: String
    package let second: String

    package init(_ first: String, _ second: String) {
      self.first = first
      self.second = second
    }

    /// As people write it: "not good".
    package var text: String { "\(first) \(second)" }

    /// As the vocabulary has it: "not\_good".
    package var word: String { "\(first)_\(second)" }
  }

  /// The phrases, in the order of their words' bytes.
  package let pairs: [Pair]
  /// The words that are part of a phrase.
  let parts: WordTable
  /// From the numbers of two parts to the place among ``pairs``.
  let table: PairTable

  /// No phrases.
  package static let none = Phrases([])

  /// - Parameter pairs: in any order; one that is there twice counts once.
  package init(_ pairs: some Sequence<Pair>) {
    self.pairs = Set(pairs).sorted { left, right in
      left.first == right.first
        ? left.second.utf8.lexicographicallyPrecedes(right.second.utf8)
        : left.first.utf8.lexicographicallyPrecedes(right.first.utf8)
    }
    var parts = WordTable()
    var table = PairTable(minimumCapacity: self.pairs.count)
    for (number, pair) in self.pairs.enumerated() {
      let first = parts.insert(pair.first)
      let second = parts.insert(pair.second)
      table.add(number, to: PairTable.key(UInt32(first), UInt32(second)))
    }
    self.parts = parts
    self.table = table
  }

  package var count: Int { pairs.count }
  package var isEmpty: Bool { pairs.isEmpty }
}

extension PairTable {
  /// Goes through numbers from left to right and joins two neighbours wherever they are a pair; a
  /// number is part of one pair at most, as word2phrase does it.
  ///
  /// - Parameter body: receives each number's place and, where it and the next one are joined, the
  ///   value of their pair.
  @inline(__always)
  func forEachUnit(
    of numbers: UnsafeBufferPointer<UInt32>, _ body: (_ place: Int, _ pair: Int?) -> Void
  ) {
    guard count > 0 else {
      for place in numbers.indices { body(place, nil) }
      return
    }
    var place = 0
    while place < numbers.count {
      let pair =
        place + 1 < numbers.count ? self[Self.key(numbers[place], numbers[place + 1])] : nil
      body(place, pair)
      place += pair == nil ? 1 : 2
    }
  }
}
