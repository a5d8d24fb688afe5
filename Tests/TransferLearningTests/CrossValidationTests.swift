import SentimentTextProcessing
import SentimentWordEmbeddings
import Synchronization
import Testing

@testable import SentimentTransferLearning

struct CrossValidationTests {
  private static let labels = (0..<60).map { $0 % 3 == 0 ? 0 : 1 }

  private func makeValidation(
    _ labels: [Int], groups: [Int]? = nil, labelCount: Int = 2, threads: Int = 1
  ) -> CrossValidation? {
    CrossValidation(
      labels: labels, labelCount: labelCount,
      groups: groups.map { TextGroups(keys: $0) } ?? TextGroups(ofSingles: labels.count),
      threads: threads, cancellation: CancellationFlag())
  }

  /// Each text is held out once, with the fraction of the labels that all texts have, and its value
  /// comes from what was learned of all others.
  @Test(arguments: [1, 3])
  func eachTextIsHeldOutOnce(threads: Int) throws {
    let validation = try #require(makeValidation(Self.labels, threads: threads))
    #expect(validation.foldCount == 10)
    let parts = Mutex<[[Int]]>([])
    let values = try validation.outOfFold(using: SeededGenerator(seed: 3)) { training, heldOut in
      #expect(Set(training).isDisjoint(with: heldOut))
      #expect(training.count + heldOut.count == 60)
      #expect(heldOut.count { Self.labels[$0] == 0 } == 2)
      parts.withLock { $0.append(heldOut) }
      return heldOut.map { -$0 }
    }
    #expect(values == (0..<60).map { -$0 })
    #expect(parts.withLock { $0.joined().sorted() } == Array(0..<60))
  }

  /// A label with three texts allows three folds, and one with a single text none.
  @Test func theRarestLabelLimitsTheFolds() throws {
    let few = [Int](repeating: 0, count: 20)
    #expect(try #require(makeValidation(few + [1, 1, 1])).foldCount == 3)
    #expect(makeValidation(few + [1]) == nil)
    #expect(makeValidation(few) == nil)
  }

  /// Copies are held out together, whatever labels they have.
  @Test func copiesLieInOneFold() throws {
    let groups = (0..<60).map { $0 / 4 }
    let validation = try #require(makeValidation(Self.labels, groups: groups))
    #expect(validation.scored == Array(0..<60))
    let heldOut = try validation.outOfFold(using: SeededGenerator(seed: 2)) { training, heldOut in
      #expect(Set(training.map { groups[$0] }).isDisjoint(with: heldOut.map { groups[$0] }))
      return heldOut.map { _ in heldOut.count }
    }
    #expect(heldOut.count == 60)
    // Fifteen groups of four, in ten folds.
    #expect(heldOut.allSatisfy { $0 == 4 || $0 == 8 })
  }

  /// A label with one text, or copies of one, is learned from in every fold and never asked for, but
  /// where the text is a copy of one that is held out.
  @Test func thinLabelsAreLearnedFrom() throws {
    let labels = (0..<20).map { $0 % 2 } + [2, 3, 3, 4]
    let groups = Array(0..<20) + [20, 21, 21, 0]
    let validation = try #require(makeValidation(labels, groups: groups, labelCount: 5))
    #expect(validation.thinLabels == [2, 3, 4])
    #expect(validation.scored == Array(0..<20))
    let values = try validation.outOfFold(using: SeededGenerator(seed: 2)) { training, heldOut in
      #expect(Set(training).isSuperset(of: [20, 21, 22]))
      #expect(training.contains(23) == !heldOut.contains(0))
      return heldOut
    }
    #expect(values == Array(0..<20))
    #expect(makeValidation(Array(0..<20) + [3], labelCount: 20) == nil)
  }

  @Test func whatFailsEndsIt() throws {
    struct Failure: Error {}
    let validation = try #require(makeValidation(Self.labels, threads: 2))
    #expect(throws: Failure.self) {
      try validation.outOfFold(using: SeededGenerator(seed: 1)) { _, heldOut in
        if heldOut.contains(7) { throw Failure() }
        return heldOut
      }
    }
  }

  @Test func cancellationIsNoticedBetweenFolds() throws {
    let flag = CancellationFlag()
    let validation = try #require(
      CrossValidation(
        labels: Self.labels, labelCount: 2, groups: TextGroups(ofSingles: 60), threads: 1,
        cancellation: flag))
    let folds = Mutex(0)
    #expect(throws: CancellationError.self) {
      try validation.outOfFold(using: SeededGenerator(seed: 1)) { _, heldOut in
        flag.cancel()
        folds.withLock { $0 += 1 }
        return heldOut
      }
    }
    #expect(folds.withLock { $0 } == 1)
  }
}
