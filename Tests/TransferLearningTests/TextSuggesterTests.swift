import Testing
import TransferLearning

/// Which text to label next.
struct TextSuggesterTests {
  private typealias Candidate = TextSuggester.Candidate

  @Test func theLeastSureComesFirst() {
    var suggester = TextSuggester(labelled: [[1, 0]])
    let candidates = [
      Candidate(id: 1, vector: [0, 1], probabilities: [0.9, 0.1]),
      Candidate(id: 2, vector: [0, 1], probabilities: [0.55, 0.45]),
      Candidate(id: 3, vector: [0, 1], probabilities: [0.3, 0.7]),
    ]
    #expect(suggester.choose(1, of: candidates) == [2])
  }

  @Test func ofEquallyUnsureTheLeastLikeWhatIsLabelled() {
    var suggester = TextSuggester(labelled: [[1, 0, 0]])
    let candidates = [
      Candidate(id: 1, vector: [1, 1, 0], probabilities: [0.5, 0.5]),
      Candidate(id: 2, vector: [0, 1, 0], probabilities: [0.5, 0.5]),
      Candidate(id: 3, vector: [0, 1, 0.1], probabilities: [0.5, 0.5]),
    ]
    // The third is like the second, which is as good as labelled once it is chosen.
    #expect(suggester.choose(3, of: candidates) == [2, 1, 3])
  }

  @Test func withoutAModelTheMostTypicalThenTheFarthest() {
    var suggester = TextSuggester(labelled: [])
    let candidates = [
      Candidate(id: 1, vector: [1, 0], probabilities: []),
      Candidate(id: 2, vector: [2, 0.2], probabilities: []),
      Candidate(id: 3, vector: [0, 1], probabilities: []),
    ]
    #expect(suggester.choose(3, of: candidates) == [2, 3, 1])
  }

  @Test func thereMayBeFewerThanAskedFor() {
    var suggester = TextSuggester(labelled: [])
    #expect(suggester.choose(2, of: []) == [])
    #expect(
      suggester.choose(2, of: [Candidate(id: 7, vector: [0, 0], probabilities: [])]) == [7])
  }
}
