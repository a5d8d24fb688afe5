import Testing

@testable import SentimentService

/// What stands behind the "?".
struct QueryTests {
  private func value(_ query: String, _ name: String = "word") -> String? { Query(query)[name] }

  @Test func aPlusIsASpaceUnlessItIsWrittenOut() {
    #expect(value("word=new+york") == "new york")
    #expect(value("word=a%2Bb%20c") == "a+b c")
    #expect(value("limit=1&word=%E7%9C%9F") == "真")
    #expect(value("word=") == "" && value("word") == "")
    #expect(value("words=a") == nil && value("") == nil)
    #expect(value("w%6Frd=a&word=b") == "a")
    #expect(value("word=50%") == "50%")
  }
}
