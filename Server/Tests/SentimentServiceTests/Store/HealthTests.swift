import Logging
import SentimentTextProcessing
import Synchronization
import Testing

@testable import SentimentService

/// What is said of the server's state.
struct HealthTests {
  private struct Full: Error {}

  private let health = Health(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

  @Test func aWarningIsSaidOnce() {
    health.warn("a")
    health.warn("b")
    health.warn("a")
    #expect(health.warnings == ["a", "b"])
  }

  @Test func spaceIsLookedForOnlyAfterAWriteHasFailed() async {
    let tries = Counter()
    let isFull = Mutex(true)
    health.watch {
      tries.add(1)
      if isFull.withLock({ $0 }) { throw Full() }
    }
    #expect(await !health.lacksSpace() && tries.value == 0)
    health.note(Refusal.conflict("another error"))
    #expect(await !health.lacksSpace() && tries.value == 0)
    health.note(FileError.system(28, file: "a"))
    #expect(await health.lacksSpace())
    isFull.withLock { $0 = false }
    #expect(await !health.lacksSpace())
    #expect(await !health.lacksSpace() && tries.value == 2)
  }
}
