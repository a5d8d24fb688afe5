import CSentimentICU

extension String {
  /// How many columns of a terminal the text takes: two for a wide character (Unicode Standard Annex
  /// #11, East Asian Width), none for one that joins to another, and one for each other.
  package var columnCount: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.columnCount }
  }
}

extension Character {
  fileprivate var columnCount: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    // An emoji may be a narrow character that a selector makes wide.
    if scalars.contains("\u{FE0F}") { return 2 }
    let isJoined = scalars.allSatisfy {
      $0.properties.generalCategory == .nonspacingMark || $0.properties.isDefaultIgnorableCodePoint
    }
    if isJoined { return 0 }
    return cicu_is_wide(Int32(first.value)) ? 2 : 1
  }
}
