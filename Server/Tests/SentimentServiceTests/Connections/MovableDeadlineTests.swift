import NIOCore
import NIOEmbedded
import Testing

@testable import SentimentService

/// When a deadline acts.
struct MovableDeadlineTests {
  private final class Calls { var count = 0 }

  private let loop = EmbeddedEventLoop()
  private let calls = Calls()
  private let deadline: MovableDeadline

  init() {
    let calls = calls
    deadline = MovableDeadline(on: loop) { calls.count += 1 }
  }

  @Test func itActsOnce() {
    deadline.move(to: .seconds(2))
    loop.advanceTime(by: .seconds(1))
    #expect(calls.count == 0)
    loop.advanceTime(by: .seconds(1))
    #expect(calls.count == 1)
    loop.advanceTime(by: .seconds(10))
    #expect(calls.count == 1)
  }

  @Test func itMayBeMovedBothWays() {
    deadline.move(to: .seconds(2))
    loop.advanceTime(by: .seconds(1))
    deadline.move(to: .seconds(5))
    loop.advanceTime(by: .seconds(4))
    #expect(calls.count == 0)
    loop.advanceTime(by: .seconds(1))
    #expect(calls.count == 1)
    deadline.move(to: .seconds(9))
    deadline.move(to: .seconds(1))
    loop.advanceTime(by: .seconds(1))
    #expect(calls.count == 2)
  }

  @Test func itMayBeTakenBack() {
    deadline.move(to: .seconds(1))
    deadline.move(to: nil)
    loop.advanceTime(by: .seconds(3))
    deadline.move(to: .seconds(1))
    deadline.cancel()
    loop.advanceTime(by: .seconds(3))
    #expect(calls.count == 0)
  }
}
