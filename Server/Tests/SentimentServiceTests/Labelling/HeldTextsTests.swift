import Testing

@testable import SentimentService

/// Which texts are asked for at random, and when.
struct HeldTextsTests {
  @Test func aFixedShareIsHeldWhateverTheIDs() {
    for ids in [Array(1...20_000), Array(stride(from: Int64(1), to: 200_000, by: 10))] {
      let share = Double(HeldTexts.inOrder(ids).count) / 20_000
      #expect(abs(share - HeldTexts.fraction) < 0.01)
    }
  }

  /// Those that come first are as many early as late ones.
  @Test func theyAreDrawnEvenly() {
    let first = HeldTexts.inOrder(Array(1...20_000)).prefix(1_000)
    #expect(abs(first.count { $0 <= 10_000 } - 500) < 60)
    #expect(first.allSatisfy(HeldTexts.contains))
  }

  /// Texts that come later change nothing of the order of those that are there.
  @Test func theOrderIsKept() {
    let few = HeldTexts.inOrder(Array(1...100))
    #expect(HeldTexts.inOrder(Array(1...1_000)).filter { $0 <= 100 } == few)
  }

  @Test func theFirstAreAllHeldAndThenEachFourth() {
    var held = 0
    let turns = (0..<60).map { done in
      let isHeld = HeldTexts.areDue(done: done, held: held)
      held += isHeld ? 1 : 0
      return isHeld
    }
    #expect(turns.prefix(20).allSatisfy { $0 })
    #expect(turns.suffix(40).count { $0 } == 10)
  }
}
