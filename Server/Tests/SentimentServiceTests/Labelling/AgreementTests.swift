import Testing

@testable import SentimentService

struct AgreementTests {
  /// - Parameter labels: for each text, what each person says.
  private func agreement(_ labels: [[String]]) -> Agreement {
    Agreement(
      labels.enumerated().flatMap { text, labels in
        labels.enumerated().map {
          StoredOpinion(textID: Int64(text), person: "\($0)", label: .one($1))
        }
      })
  }

  /// The second example of Krippendorff (2011): two observers, twelve units, five values.
  @Test func alphaIsThatOfThePaper() throws {
    let pairs = zip("aabbdcccedda", "babbbccceddd").map { [String($0), String($1)] }
    let alpha = try #require(agreement(pairs).alpha)
    #expect(abs(alpha - 0.692) < 0.0005)
  }

  @Test func theIntervalHasAWidthWhereAllAgree() throws {
    let all = agreement((0..<20).map { [String($0 % 2), String($0 % 2)] })
    let low = try #require(all.low)
    #expect(all.alpha == 1 && all.high == 1 && low > 0.5 && low < 0.8)
  }

  @Test func oneLabelTellsNothing() {
    #expect(agreement([["a", "a"], ["a", "a"]]).alpha == nil)
    #expect(agreement([]).alpha == nil)
  }
}
