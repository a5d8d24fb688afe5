/// How text is split into tokens.
public enum TokenizerKind: String, Sendable, CaseIterable {
  /// Normalised words and emoji, found by ICU; for text as people write it.
  case icu

  /// Whatever stands between ASCII white space, unchanged; for text that is tokenised already.
  case whitespace
}
