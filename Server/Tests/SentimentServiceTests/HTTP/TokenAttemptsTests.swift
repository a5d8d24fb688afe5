import Testing

@testable import SentimentService

/// How long who gave wrong tokens has to wait.
struct TokenAttemptsTests {
  private let attempts = TokenAttempts()
  private let start = ContinuousClock.now

  @Test func theWaitEndsWithThePeriod() {
    for _ in 0..<TokenAttempts.limit { attempts.addWrong(from: "a", now: start) }
    #expect(attempts.wait(of: "a", now: start + .seconds(1)) == .seconds(59))
    #expect(attempts.wait(of: "b", now: start) == nil)
    #expect(attempts.wait(of: "a", now: start + .seconds(60)) == nil)
    attempts.addWrong(from: "a", now: start + .seconds(61))
    #expect(attempts.wait(of: "a", now: start + .seconds(61)) == nil)
  }

  @Test func manyAddressesTakeLittleMemory() {
    for number in 0..<20_000 { attempts.addWrong(from: "\(number)", now: start) }
    #expect(attempts.wait(of: "0", now: start) == nil)
    // There was no room to count this one by itself.
    #expect(attempts.wait(of: "19999", now: start) != nil)
    attempts.addWrong(from: "another", now: start + .seconds(61))
    #expect(attempts.wait(of: "another", now: start + .seconds(61)) == nil)
  }
}
