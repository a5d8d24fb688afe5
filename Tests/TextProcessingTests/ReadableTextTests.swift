import Testing

@testable import SentimentTextProcessing

/// Text for what reads more than words.
struct ReadableTextTests {
  private func readable(_ text: String, _ kind: TokenizerKind = .icu) throws -> String {
    var text = text
    let tokenizer = try Tokenizer(kind)
    return text.withUTF8 { tokenizer.readableText(of: $0) }
  }

  @Test(arguments: [
    ("A great movie", "A great movie https://example.com/worst-awful-film"),
    ("A great movie", "A great movie (bad@awful.com)"), ("A great movie!", "@awful A great movie!"),
    ("A great movie", "<p class=\"awful\">A <b>great</b><br />movie</p>"),
    ("I can't recommend \"it\" & more", "I can&#39;t recommend &quot;it&quot; &amp; more"),
    ("I can't", "I can‘t"), ("so 🙂", "so :-)"),
    ("a terrible film", "a ter\u{AD}rible\u{200B} film"),
    ("one two", " one\r\n\ttwo\u{A0}"), ("", "  "), ("真好看", "真好看"), ("f()", "f()"),
    ("Don't [1]", "Don’t [1]"),
  ])
  func markupAndWhatIsUnseenGo(expected: String, text: String) throws {
    #expect(try readable(text) == expected)
  }

  @Test func otherTokenizersReadTextAsItIs() throws {
    #expect(try readable("<b>a</b>  don’t", .whitespace) == "<b>a</b>  don’t")
    #expect(try readable("<b>a</b> &amp; :-)", .icuWithMarkup) == "<b>a</b> &amp; 🙂")
  }
}
