import SentimentTextProcessing
import SentimentWordEmbeddings
import Synchronization
import Testing

@testable import SentimentTransferLearning

struct CrossValidationTests {
  private static let labels = (0..<60).map { $0 % 3 == 0 ? 0 : 1 }

  private func makeValidation(_ labels: [Int], threads: Int = 1) -> CrossValidation? {
    CrossValidation(
      labels: labels, labelCount: 2, threads: threads, cancellation: CancellationFlag())
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
      CrossValidation(labels: Self.labels, labelCount: 2, threads: 1, cancellation: flag))
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
