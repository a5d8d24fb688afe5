/// The tokenizers that are part of the library; see ``Tokenizer`` for their rules.
public struct TokenizerKind: Hashable, Sendable, CaseIterable {
  enum Rules: String {
    case icu, whitespace
  }

  let rules: Rules

  public static let allCases: [TokenizerKind] = [.icu, .whitespace]

  public var name: String { rules.rawValue }

  init(rules: Rules) { self.rules = rules }

  /// The one of this name, if there is one.
  public init?(name: String) {
    guard let rules = Rules(rawValue: name) else { return nil }
    self.rules = rules
  }
}
