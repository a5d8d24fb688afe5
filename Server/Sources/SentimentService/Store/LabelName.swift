import SentimentTextProcessing

/// A label's name as it is kept: what looks the same is the same.
enum LabelName {
  /// The name without white space at its ends.
  ///
  /// - Throws: `Refusal` for a name that is empty, too long, or has signs that can't be seen.
  static func checked(_ name: String, longest: Int) throws(Refusal) -> String {
    var scalars = name.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    let trimmed = String(scalars)
    guard !trimmed.isEmpty, trimmed.count <= longest else {
      throw .invalid("a label has 1 to \(longest) characters")
    }
    guard !scalars.contains(where: isInvisible) else {
      throw .invalid(
        "the label \"\(trimmed.onOneLine)\" has a line break or a sign that can't be seen")
    }
    return trimmed
  }

  /// Joiners stand within emoji, and within words of several scripts.
  private static let joiners: ClosedRange<Unicode.Scalar> = "\u{200C}"..."\u{200D}"

  private static func isInvisible(_ sign: Unicode.Scalar) -> Bool {
    switch sign.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: !joiners.contains(sign)
    default: false
    }
  }
}
