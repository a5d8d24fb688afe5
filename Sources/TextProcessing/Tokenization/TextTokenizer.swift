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
