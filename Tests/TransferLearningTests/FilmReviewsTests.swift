import SentimentTextProcessing
import SentimentTransferLearning
import Testing

@Suite struct FilmReviewsTests {
  @Test(arguments: FilmReviews.languages)
  func thereAre62And8And2(language: Language) throws {
    let reviews = try FilmReviews(language)
    guard case .memory(_, let text) = reviews.unlabelled else {
      Issue.record("the reviews are built in")
      return
    }
    #expect(text.split(separator: UInt8(ascii: "\n")).count == 62)
    #expect(
      reviews.training.map(\.label).sorted()
        == ["negative", "positive"].flatMap { [String](repeating: $0, count: 4) })
    #expect(reviews.test.map(\.label).sorted() == ["negative", "positive"])
  }

  @Test func englishTestReviewsAreTheArticles() throws {
    #expect(
      Set(try FilmReviews(.english).test.map(\.text))
        == ["It was great, loved it.", "It was really stupid."])
  }

  /// What makes transfer necessary: nothing in a review was seen with a label.
  @Test(arguments: FilmReviews.languages)
  func noTwoLabelledReviewsShareAContentWord(language: Language) throws {
    let reviews = try FilmReviews(language)
    var seen: [String: String] = [:]
    for review in reviews.training + reviews.test {
      for word in try contentWords(review.text, language) {
        #expect(seen[word] == nil, "\(word): \(review.text) and \(seen[word] ?? "")")
      }
      for word in try contentWords(review.text, language) { seen[word] = review.text }
    }
  }

  /// What makes transfer possible: every such word was seen without one.
  @Test(arguments: FilmReviews.languages)
  func everyContentWordStandsInTheUnlabelledReviews(language: Language) throws {
    let reviews = try FilmReviews(language)
    guard case .memory(_, let text) = reviews.unlabelled else { return }
    let unlabelled = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    let words = try unlabelled.map { Set(try contentWords($0, language)) }
    for review in reviews.training + reviews.test {
      #expect(!unlabelled.contains(review.text))
      for word in try contentWords(review.text, language) {
        #expect(words.count { $0.contains(word) } >= 3, "\(word)")
      }
    }
  }

  private func contentWords(_ text: String, _ language: Language) throws -> [String] {
    let stopWords = language.stopWords
    return try Tokenizer(.icu).tokens(in: text).filter { !stopWords.contains($0) }
  }
}
