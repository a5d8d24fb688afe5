import CSentimentKernels

/// Splits text into tokens, given as UTF-8.
///
/// With ``TextTokenizer/icu``, text becomes tokens in these steps:
///
/// 1. Ill-formed UTF-8 is replaced by U+FFFD, one for each maximal subpart, and counted.
/// 2. The apostrophes ’ ‘ ‛ ʼ and ＇ become the ASCII apostrophe, so that "don’t" is "don't"; between
///    letters ´ and ′ do so too. Invisible characters are dropped, as NFKC\_Casefold drops them: soft
///    hyphens, marks of direction, joiners, fillers, variation selectors (default ignorable code
///    points), and the marks of annotation U+FFF9 to U+FFFB. So ❤️ is ❤, and the Persian words می‌خواهم
///    and میخواهم, with a non-joiner and without, are one. There stay the joiners and tags
///    inside emoji, and the space of no width beside Thai, Burmese, Khmer and Lao, where it parts
///    words.
/// 3. Normalization form KC (UAX #15), full default case folding (Unicode 3.13), and form KC
///    again: "ＡＢＣ" is "abc", "Straße" is "strasse".
/// 4. The text is cut at the word boundaries of UAX #29 as ICU finds them in its root locale, with
///    ICU's dictionaries for the scripts written without spaces: Chinese, Japanese, Thai, Lao,
///    Khmer, Burmese.
/// 5. A segment is a token if ICU calls it a word (letters, digits, kana, ideographs) or if it is
///    an emoji: it holds a character with the property Emoji\_Presentation (flag letters have it)
///    or Extended\_Pictographic, or is a keycap. An emoji sequence is one token with its skin
///    tones and joiners: 👎🏽 is another token than 👎, and a family is one token.
/// 6. All other segments are dropped: white space, control characters (NUL too), punctuation,
///    symbols.
///
/// Before these steps, text with mark-up is made plain: references such as "&amp;" are the characters
/// that they name, tags, addresses of pages and mail and @names are no words, and ":)" and "<3" are
/// emoji. ``TextTokenizer/icuWithMarkup`` does only the last of this.
///
/// ICU's own ways remain: ICU 72 takes "@" for a letter, so that "a@b.c" and "@" are tokens, and
/// "\_\_" is a token while "\_" is none.
///
/// With ``TextTokenizer/whitespace``, a token is what stands between ASCII white space (space, tab,
/// line feed, vertical tab, form feed, carriage return), unchanged but for ill-formed UTF-8, which
/// is replaced and counted as above.
///
/// Text of any length takes linear time and bounded memory. For that, a token longer than 16,384
/// bytes is cut, and so is text that goes on for so long without ASCII white space, brackets and
/// the like (with the icu kind, after Chinese punctuation where possible).
///
/// A ``TextTokenizer`` of one's own is asked for the tokens of the text with ill-formed UTF-8
/// replaced.
///
/// A tokenizer holds scratch memory: use one on each thread.
public final class Tokenizer {
  private enum Rules {
    case icu, formerICU, whitespace
    case own(any TextTokenizer)
  }

  private let rules: Rules
  private var asciiWords: ASCIIWords
  private var unicodeWords: UnicodeWords
  private var markup: Markup
  private var whitespaceWords = WhitespaceWords()
  private var replacedForOwn = 0
  private var isBusy = false

  /// Whether words keep their case.
  let keepsCase: Bool

  /// A tokenizer.
  ///
  /// - Throws: `TokenizerError` if ICU's data can't be loaded.
  public init(_ tokenizer: any TextTokenizer) throws(TokenizerError) {
    let kind = (tokenizer as? TokenizerKind)?.rules
    rules =
      switch kind {
      case .icu, .icuWithMarkup, .casedICU, .casedICUWithMarkup: .icu
      case .formerICU: .formerICU
      case .whitespace: .whitespace
      case nil: .own(tokenizer)
      }
    keepsCase = kind == .casedICU || kind == .casedICUWithMarkup
    markup = Markup(isKept: kind == .icuWithMarkup || kind == .casedICUWithMarkup)
    let unicodeWords = try UnicodeWords(
      keepsInvisible: kind == .formerICU, keepsCase: keepsCase)
    asciiWords = ASCIIWords(
      classes: WordClass.table { unicodeWords.isOneSegment($0) }, keepsCase: keepsCase)
    self.unicodeWords = unicodeWords
  }

  /// How many ill-formed UTF-8 sequences were replaced by U+FFFD so far, in all texts.
  public var replacedSequenceCount: Int {
    unicodeWords.replacedSequenceCount + whitespaceWords.replacedSequenceCount + replacedForOwn
  }

  /// Calls `body` with each token of `text` in order.
  ///
  /// - Parameters:
  ///   - text: UTF-8, well-formed or not.
  ///   - body: Takes a token as UTF-8; it may not use this tokenizer.
  /// - Throws: What `body` throws; the rest of the text is skipped then.
  public func forEachToken<E>(
    in text: Span<UInt8>, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    try text.withUnsafeBufferPointer { text throws(E) in
      try forEachToken(in: text, body)
    }
  }

  /// The tokens of `text` in order.
  public func tokens(in text: String) -> [String] {
    var text = text
    var tokens: [String] = []
    text.withUTF8 { bytes in
      forEachToken(in: bytes) { token in tokens.append(String(token)) }
    }
    return tokens
  }

  /// Calls `body` with each token of `text` in order; the fast way in for a loop over many texts.
  ///
  /// A token's memory can be read for `ck_start_size` bytes, however short it is.
  @inline(__always)
  package func forEachToken<E>(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    precondition(!isBusy, "a tokenizer was used while it was at work on another text")
    isBusy = true
    defer { isBusy = false }
    switch rules {
    case .whitespace:
      try whitespaceWords.forEachWord(in: text, body)
    case .icu, .formerICU:
      let text = plainText(of: text)
      var position = 0
      while position < text.count {
        position = try asciiWords.forEachWord(in: text, from: position) { word throws(E) in
          try body(word.span)
        }
        guard position < text.count else { break }
        let end = SafeCut.end(in: text, from: position, classes: asciiWords.classes)
        try unicodeWords.forEachWord(in: UnsafeBufferPointer(rebasing: text[position..<end]), body)
        position = end
      }
    case .own(let tokenizer):
      try forEachToken(in: text, by: tokenizer, body)
    }
  }

  /// The text without mark-up, as far as the rules want that.
  func plainText(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    cleansText ? markup.plainText(of: text) : text
  }

  /// Whether mark-up and what can't be seen are no part of the text.
  var cleansText: Bool { if case .icu = rules { true } else { false } }

  private func forEachToken<E>(
    in text: UnsafeBufferPointer<UInt8>, by tokenizer: any TextTokenizer,
    _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    replacedForOwn += WellFormedUTF8.illFormedCount(in: text)
    var bytes: [UInt8] = []
    for token in tokenizer.tokens(in: String(decoding: text, as: UTF8.self)) where !token.isEmpty {
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: token.utf8)
      let length = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: Int(ck_start_size)))
      try body(bytes.span.extracting(0..<length))
    }
  }

  /// Calls `body` with each token of `text` as the icu kind finds them by ICU alone, which the
  /// tests compare with the mixture of ICU and the ASCII scanner.
  package func forEachTokenByICUAlone<E>(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) throws(E) -> Void
  ) throws(E) {
    precondition(text.count <= SafeCut.longestPiece, "the text is longer than a piece")
    try unicodeWords.forEachWord(in: plainText(of: text), body)
  }
}
