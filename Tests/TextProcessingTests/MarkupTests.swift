import Testing

@testable import SentimentTextProcessing

struct MarkupTests {
  @Test(arguments: [
    ("I can&#39;t say &quot;good&quot;&nbsp;film", ["i", "can't", "say", "good", "film"]),
    ("can&#x27;t can&apos;t can&rsquo;t", ["can't", "can't", "can't"]),
    ("fran&ccedil;ais &Uuml;ber na&iuml;ve", ["français", "über", "naïve"]),
    ("R&D AT&T &foo; &#39 &; &#xZ; &#-5;", ["r", "d", "at", "t", "foo", "39", "xz", "5"]),
    ("it&#146;s &#0; &#xD800; &#x110000;x", ["it's", "x"]),
    ("&amp;quot;good&amp;quot; &amp;amp;lt;br&amp;amp;gt; R&amp;D", ["good", "r", "d"]),
    ("&lt;br /&gt;good&lt;/p&gt;", ["good"]),
    ("ter&shy;rible", ["terrible"]),
  ])
  func references(text: String, tokens: [String]) throws {
    #expect(try Tokenizer(.icu).tokens(in: text) == tokens)
  }

  @Test(arguments: [
    ("<br />good<br/>film<BR>end", ["good", "film", "end"]),
    ("<p class=\"awful\">text</p ><b>bold</b>", ["text", "bold"]),
    ("<a href=x title='a > b'>link</a>", ["link"]),
    ("<input disabled><td nowrap>x", ["x"]),
    ("a<!-- bad -->b<!DOCTYPE html>c<?xml version='1.0'?>d", ["a", "b", "c", "d"]),
    ("<script>awful()</script>a<STYLE type=x>b{}</Style >c", ["a", "c"]),
    ("<style>open", ["open"]),
    ("<o:p></o:p><my-tag>x", ["x"]),
    ("<![CDATA[good film]]>", ["good", "film"]),
    ("a<b", ["a", "b"]), ("a<b and c>d", ["a", "b", "and", "c", "d"]),
    ("a < b > c, i <b you", ["a", "b", "c", "i", "b", "you"]),
    ("<Inception> is <unk>", ["inception", "is", "unk"]),
    ("<", []), ("<!", []), ("</", []), ("<a", ["a"]), ("<a b='", ["a", "b"]),
  ])
  func tags(text: String, tokens: [String]) throws {
    #expect(try Tokenizer(.icu).tokens(in: text) == tokens)
  }

  @Test(arguments: [
    ("great https://example.com/worst-awful-film?a=b&c=d#e end", ["great", "end"]),
    ("HTTP://X.ORG ftp://a.b/c seehttp://x.com/y", ["see"]),
    ("see www.example.com/awful, WWW.BAD.COM", ["see"]),
    ("www, www. and a www.", ["www", "www", "and", "a", "www"]),
    ("example.com/worst-awful pic.twitter.com/abc", []),
    ("imdb.com node.js film.it/good", ["imdb.com", "node.js", "film.it", "good"]),
    ("[good](http://x.com/awful(1)b)film", ["good", "film"]),
    ("http://t.cn/abc太难看了", ["太", "难看", "了"]),
    ("https://de.wikipedia.org/wiki/Müller “http://x.com/a”b", ["b"]),
    ("http:// ://x a://", ["http", "x", "a"]),
    ("and/or 3.5/5 24/7 U.S./China", ["and", "or", "3.5", "5", "24", "7", "u.s", "china"]),
    ("mail foo.bar+x@example.co.uk. Or mailto:me@x.org!", ["mail", "or"]),
    ("müller@käse.de 联系foo@bar.com吧", ["联系", "吧"]),
    ("@user good @user_name-x: nice (@käte) .@a@b.social", ["good", "nice"]),
    ("太难看了@user", ["太", "难看", "了"]),
  ])
  func addresses(text: String, tokens: [String]) throws {
    #expect(try Tokenizer(.icu).tokens(in: text) == tokens)
  }

  @Test(arguments: [
    ("<3 I <3 it <333!", ["❤", "i", "❤", "it", "❤"]),
    ("</3 x</3 a<3", ["💔", "x", "3", "a", "3"]),
    ("nice :) :-) great:) :)))", ["nice", "🙂", "🙂", "great", "🙂", "🙂"]),
    ("bad :( :-( :'( so :-D", ["bad", "🙁", "🙁", "😢", "so", "😀"]),
    (";) :P =D :/ :|", ["😉", "😛", "😀", "😕", "😐"]),
    (
      "ratio 3:1, note:(x) x=D a;) f(x=);",
      ["ratio", "3", "1", "note", "x", "x", "d", "a", "f", "x"]
    ),
  ])
  func emoticons(text: String, tokens: [String]) throws {
    #expect(try Tokenizer(.icu).tokens(in: text) == tokens)
    #expect(try Tokenizer(.icuWithMarkup).tokens(in: text) == tokens)
  }

  @Test func markupCanBeKept() throws {
    let text = "I can&#39;t <b>see</b> www.example.com/a me@x.org @you"
    let tokens = [
      "i", "can", "39", "t", "b", "see", "b", "www.example.com", "a", "me@x.org", "@you",
    ]
    #expect(try Tokenizer(.icuWithMarkup).tokens(in: text) == tokens)
    #expect(try Tokenizer(.formerICU).tokens(in: text) == tokens)
    #expect(try Tokenizer(.icu).tokens(in: text) == ["i", "can't", "see"])
    #expect(
      try Tokenizer(.whitespace).tokens(in: text) == text.split(separator: " ").map(String.init))
  }

  /// What is looked for in vain is looked for once: the text is twice as long as one that would take
  /// minutes if it weren't.
  @Test(arguments: [
    "<!-- ", "<script> ", "<style> </", "<a b=\"", "&amp;amp;", "a@", "a.a/", "://", "@a@a.", "<a ",
  ])
  func openMarkupTakesLinearTime(part: String) throws {
    let text = String(repeating: part, count: 200_000)
    let tokens = try Tokenizer(.icu).tokens(in: text)
    #expect(tokens.count <= text.utf8.count)
  }

  /// Random marks: nothing crashes, and ASCII text has the words that ICU alone finds.
  @Test func randomMarkup() throws {
    let pieces = [
      "<", ">", "</", "<!--", "-->", "b", "script", " ", "=", "\"", "'", "&", "amp;", "#39;", "#x",
      ";", "@",
      "a.com", "/", "http://", "www.", "w", ":", ")", "(", "3", "é", "好", "\u{AD}", "\u{200D}", "👍",
      "\n",
    ]
    let tokenizer = try Tokenizer(.icu)
    var random = SplitMix64(state: 7)
    for _ in 0..<50_000 {
      let count = Int.random(in: 0...16, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
      let bytes = Array(text.utf8)
      let expected = tokenizer.tokensByICUAlone(in: bytes)
      #expect(tokenizer.tokens(in: bytes) == expected, "\(text)")
    }
  }
}
