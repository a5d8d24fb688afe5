import Testing

@testable import SentimentTransferLearning

struct McNemarTests {
  /// `wins` texts that the challenger alone answers right, `losses` that it alone answers wrong.
  private func isBetter(_ test: McNemar, wins: Int, losses: Int) -> Bool {
    let challenger = (0..<50).map { $0 < wins || $0 >= 40 }
    let champion = (0..<50).map { (wins..<wins + losses).contains($0) || $0 >= 40 }
    return test.isBetter(challenger, than: champion, groups: TextGroups(ofSingles: 50))
  }

  @Test(arguments: [(1, 0, false), (2, 0, true), (9, 4, true), (9, 6, false), (4, 9, false)])
  func vectorsWinByOneDeviation(wins: Int, losses: Int, isBetter: Bool) {
    #expect(self.isBetter(.ofVectors, wins: wins, losses: losses) == isBetter)
  }

  /// Ten copies that are won are one text.
  @Test func copiesWinOnce() {
    let challenger = [Bool](repeating: true, count: 10)
    let groups = TextGroups(keys: [Int](repeating: 0, count: 10))
    #expect(
      !McNemar.ofVectors.isBetter(challenger, than: challenger.map { !$0 }, groups: groups))
  }

  @Test(arguments: [(4, 0, false), (5, 0, true), (12, 4, false), (13, 4, true)])
  func methodsWinByTwo(wins: Int, losses: Int, isBetter: Bool) {
    #expect(self.isBetter(.ofMethods, wins: wins, losses: losses) == isBetter)
  }
}
