/// Finds texts that have nearly the same words in any order, by their rarest words: texts that share
/// enough of all share one of these (prefix filtering; Bayardo, Ma and Srikant 2007, "Scaling Up All
/// Pairs Similarity Search").
enum BagIndex {
  /// So many texts at most are compared with each by a glance, the first ones first, so that the time
  /// grows with the number of texts and not with its square.
  private static let mostGlances = 2_000

  /// - Parameters:
  ///   - bags: the hashes of each text's words.
  ///   - texts: the texts that these are of.
  ///   - isHan: whether the words are mostly Chinese letters.
  static func join(
    _ bags: [[UInt64]], texts: [Int], isHan: [Bool], in sets: inout DisjointSets
  ) {
    let ranked = ranks(bags)
    /// The texts that have each word among their rarest.
    var postings: [[Int32]] = []
    for (place, bag) in ranked.enumerated() {
      let share = leastShare(bag.count, isHan: isHan[place])
      let prefix = bag.prefix(
        bag.count - Int((share * Double(bag.count)).rounded(.up)) + 1)
      var glances = mostGlances
      var last: UInt32?
      for word in prefix where word != last {
        last = word
        while postings.count <= Int(word) { postings.append([]) }
        let count = postings[Int(word)].count
        for posting in 0..<min(count, glances) {
          let other = Int(postings[Int(word)][posting])
          guard sets.first(of: texts[other]) != sets.first(of: texts[place]) else { continue }
          let least = max(share, leastShare(ranked[other].count, isHan: isHan[other]))
          if isAlike(bag, ranked[other], leastShare: least) {
            sets.join(texts[place], texts[other])
          }
        }
        glances -= min(glances, count)
        postings[Int(word)].append(Int32(place))
      }
    }
  }

  private static func leastShare(_ count: Int, isHan: Bool) -> Double {
    if count > NearCopies.longFrom { return NearCopies.leastShareOfLong }
    return isHan ? NearCopies.leastShareOfHan : NearCopies.leastShare
  }

  /// Each bag's words as ranks by the number of bags that have them, the rarest first.
  private static func ranks(_ bags: [[UInt64]]) -> [[UInt32]] {
    var bagCounts: [UInt64: (count: Int, last: Int)] = [:]
    for (place, bag) in bags.enumerated() {
      for word in bag {
        let known = bagCounts[word] ?? (0, -1)
        if known.last != place { bagCounts[word] = (known.count + 1, place) }
      }
    }
    let order = bagCounts.sorted { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    let ranks = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($1.key, UInt32($0)) })
    return bags.map { $0.map { ranks[$0]! }.sorted() }
  }

  /// Whether the words in common are enough; it ends as soon as too many are not.
  private static func isAlike(_ first: [UInt32], _ second: [UInt32], leastShare: Double) -> Bool {
    // Of so many words in all, not more than these can be in one text alone.
    var left = Int(
      Double(first.count + second.count) * (1 - leastShare) / (1 + leastShare) + 1e-9)
    guard abs(first.count - second.count) <= left else { return false }
    var (one, other, shared) = (0, 0, 0)
    while one < first.count, other < second.count {
      if first[one] == second[other] {
        (one, other, shared) = (one + 1, other + 1, shared + 1)
      } else {
        left -= 1
        guard left >= 0 else { return false }
        if first[one] < second[other] { one += 1 } else { other += 1 }
      }
    }
    return NearCopies.suffices(
      shared: shared, of: first.count, and: second.count, leastShare: leastShare)
  }
}
