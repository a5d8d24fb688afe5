import SentimentTextProcessing
import Testing

/// Spellings that are nearly the same, and how wide texts are.
struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("kitten", "sitting", 3), ("labeled", "labelled", 1),
    ("ab", "ba", 1), ("evlauate", "evaluate", 1), ("ca", "abc", 3), ("", "abc", 3),
  ])
  func distances(first: String, second: String, expected: Int) {
    #expect(EditDistance.between(Array(first), Array(second)) == expected)
    #expect(EditDistance.between(Array(second), Array(first)) == expected)
  }

  @Test func theNearestNameIsFound() {
    let names = ["fit", "classify", "evaluate", "evaluate-embeddings"]
    #expect(names.nearest(to: "clasify") == "classify")
    #expect(names.nearest(to: "FIT") == "fit")
    #expect(names.nearest(to: "evaluat") == "evaluate")
    #expect(names.nearest(to: "serve") == nil)
    #expect(names.nearest(to: "") == nil)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("好评", 4), ("é", 1), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2), ("👍", 2),
    ("한국", 4), ("a\u{200B}b", 2), ("☺\u{FE0F}", 2),
  ])
  func columnsOfATerminal(text: String, expected: Int) {
    #expect(text.columnCount == expected)
  }
}
