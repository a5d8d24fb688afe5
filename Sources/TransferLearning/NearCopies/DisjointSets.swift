/// Texts that belong together, each set known by its first text (union and find; Tarjan 1975).
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func first(of text: Int) -> Int {
    var text = text
    while parents[text] != text {
      parents[text] = parents[parents[text]]
      text = parents[text]
    }
    return text
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (first(of: one), first(of: other))
    parents[max(one, other)] = min(one, other)
  }
}
