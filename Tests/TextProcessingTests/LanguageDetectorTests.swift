import Testing

@testable import SentimentTextProcessing

struct LanguageDetectorTests {
  private func detect(_ text: String) throws -> String? {
    let stopWords = [
      "en": try StopWords(
        words: "the a of and is it was this i in to".split(separator: " ").map(String.init)),
      "de": try StopWords(
        words: "der die das und ist es war ich in zu ein".split(separator: " ").map(String.init)),
    ]
    let bytes = Array(text.utf8)
    return try LanguageDetector.detect(sample: bytes.span, stopWords: stopWords)
  }

  @Test(arguments: [
    ("This is the best film of the year, and it was fun.", "en"),
    ("Das ist der beste Film und ich war begeistert.", "de"),
    ("这部电影太难看了，不推荐。", "zh"),
    ("CGI真好看", "zh"), ("Disney出品，太难看了", "zh"),
    ("It was a film of the kind that is not made in 中国 any more, and I like it", "en"),
    ("這部 3D 電影の特效很好看，值得一看，非常推薦給大家，演員的表現也很好", "zh"),
    ("この映画は面白いです", nil),
    ("コレハカナ", nil),
    ("Ce film est très mauvais", nil),
    ("영화가 재미있다", nil),
    ("😡 123", nil),
    ("", nil),
  ])
  func languages(text: String, language: String?) throws {
    #expect(try detect(text) == language)
  }

  @Test func withoutStopWordsOnlyChineseIsTold() throws {
    let english = Array("this is it".utf8)
    #expect(try LanguageDetector.detect(sample: english.span, stopWords: [:]) == nil)
    #expect(
      try LanguageDetector.detect(sample: english.span, stopWords: ["en": .none]) == nil)
    let chinese = Array("好看".utf8)
    #expect(try LanguageDetector.detect(sample: chinese.span, stopWords: [:]) == "zh")
  }

  @Test func ofEqualsTheFirstByCodeIsTold() throws {
    let bytes = Array("in in in".utf8)
    let list = try StopWords(words: ["in"])
    #expect(
      try LanguageDetector.detect(
        sample: bytes.span, stopWords: ["it": list, "de": list, "en": list]) == "de")
  }
}
