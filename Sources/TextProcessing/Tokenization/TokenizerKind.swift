/// The tokenizers that are part of the library; see ``Tokenizer`` for their rules.
public struct TokenizerKind: Hashable, Sendable, CaseIterable {
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
}
