/// Cuts text into tokens: one of ``TokenizerKind``, or one of your own.
///
/// What a tokenizer gives must depend on the text alone, as a model is trained and asked by it. A
/// model's file keeps its name alone, as `own:NAME`; to read the file, give the tokenizer again
/// (`SentimentModel(contentsOf:tokenizers:)`). The command line can't read such a file.
public protocol TextTokenizer: Sendable {
  /// What tells it from other tokenizers.
  var name: String { get }

  /// The tokens of a text in order. Empty ones are left out.
  func tokens(in text: String) -> [String]
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

/// The tokenizers that are part of the library; see ``Tokenizer`` for their rules.
public struct TokenizerKind: TextTokenizer, Hashable, CaseIterable {
  /// By the names that files keep.
  enum Rules: String {
    case icu = "icu-2"
    case icuWithMarkup = "icu-2-markup"
    case casedICU = "icu-2-cased"
    case casedICUWithMarkup = "icu-2-cased-markup"
    /// As up to version 0.9: invisible characters stay in words, and mark-up counts as words. Models
    /// of that time go on by it.
    case formerICU = "icu"
    case whitespace
  }

  let rules: Rules

  public static let allCases: [TokenizerKind] = [
    .icu, .icuWithMarkup, .casedICU, TokenizerKind(rules: .casedICUWithMarkup), .formerICU,
    .whitespace,
  ]

  public var name: String { rules.rawValue }

  /// The same with mark-up as words.
  package var keepingMarkup: TokenizerKind {
    switch rules {
    case .icu: .icuWithMarkup
    case .casedICU: TokenizerKind(rules: .casedICUWithMarkup)
    case .icuWithMarkup, .casedICUWithMarkup, .formerICU, .whitespace: self
    }
  }

  init(rules: Rules) { self.rules = rules }

  /// The one of this name, if there is one.
  public init?(name: String) {
    guard let rules = Rules(rawValue: name) else { return nil }
    self.rules = rules
  }

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
