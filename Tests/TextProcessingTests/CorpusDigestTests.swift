import SentimentTextProcessing
import Testing

@Suite struct CorpusDigestTests {
  /// What `xxh64sum` prints for the same bytes.
  @Test(arguments: [
    ("", "xxh64:ef46db3751d8e999"), ("a", "xxh64:d24ec4f1a98c6e5b"),
    ("abc", "xxh64:44bc2cf5ad770999"),
    ("Nobody inspects the spammish repetition", "xxh64:fbcea83c8a378bf1"),
  ])
  func isXXH64(text: String, digest: String) {
    var whole = CorpusDigest()
    whole.add(Array(text.utf8))
    #expect(whole.text == digest)
    var pieces = CorpusDigest()
    for byte in text.utf8 { pieces.add([byte]) }
    #expect(pieces.text == digest)
  }
}
