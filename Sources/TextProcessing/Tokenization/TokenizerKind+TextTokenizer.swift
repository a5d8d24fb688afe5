extension TokenizerKind: TextTokenizer {
  /// The tokens of one text. For many texts make a ``Tokenizer``, which opens ICU's rules once.
  ///
  /// The program stops when ICU's data can't be loaded; a ``Tokenizer`` throws instead.
  public func tokens(in text: String) -> [String] {
    do {
      return try Tokenizer(self).tokens(in: text)
    } catch {
      fatalError("\(error)")
    }
  }
}

extension TextTokenizer where Self == TokenizerKind {
  /// Normalised words and emoji, found by ICU; for text as people write it.
  public static var icu: TokenizerKind { TokenizerKind(rules: .icu) }

  /// Whatever stands between ASCII white space, unchanged; for text that is tokenised already.
  public static var whitespace: TokenizerKind { TokenizerKind(rules: .whitespace) }
}
