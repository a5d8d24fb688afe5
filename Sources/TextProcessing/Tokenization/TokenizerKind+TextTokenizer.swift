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
  /// Normalised words and emoji, found by ICU; for text as people write it. Mark-up and addresses are
  /// no words.
  public static var icu: TokenizerKind { TokenizerKind(rules: .icu) }

  /// The same, but what mark-up and addresses are made of counts as words.
  public static var icuWithMarkup: TokenizerKind { TokenizerKind(rules: .icuWithMarkup) }

  /// The same as ``icu``, but words keep their case: for vectors whose words do, as those of many other
  /// programs.
  package static var casedICU: TokenizerKind { TokenizerKind(rules: .casedICU) }

  /// What files of before have; nothing new is made by it.
  package static var formerICU: TokenizerKind { TokenizerKind(rules: .formerICU) }

  /// Whatever stands between ASCII white space, unchanged; for text that is tokenised already.
  public static var whitespace: TokenizerKind { TokenizerKind(rules: .whitespace) }
}
