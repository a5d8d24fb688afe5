/// How many letters one spelling is from another: letters that are changed, added or left out, or
/// neighbours that are swapped (Damerau 1964; no letter is part of two changes).
package enum EditDistance {
  package static func between<Letter: Equatable>(_ first: [Letter], _ second: [Letter]) -> Int {
    var (beforeLast, last) = ([Int](), Array(0...second.count))
    for (row, letter) in first.enumerated() {
      var distances = [row + 1]
      for (column, other) in second.enumerated() {
        var distance = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, distances[column] + 1)
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          distance = min(distance, beforeLast[column - 1] + 1)
        }
        distances.append(distance)
      }
      (beforeLast, last) = (last, distances)
    }
    return last[second.count]
  }

  /// As many letters of a name may be wrong for another to be meant.
  package static func tolerance(_ letterCount: Int) -> Int { min(2, letterCount / 3) }
}

extension Sequence<String> {
  /// The name among these that was probably meant: the same in other case, or with one or two letters
  /// wrong; `nil` when there is none.
  package func nearest(to name: String) -> String? {
    let wanted = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in self {
      let letters = Array(candidate.lowercased())
      let limit = EditDistance.tolerance(Swift.max(wanted.count, letters.count))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = EditDistance.between(wanted, letters)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }
}
