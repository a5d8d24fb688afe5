import Testing

@testable import SentimentService

struct LeasesTests {
  @Test func aTextIsShownToOneAtATime() {
    var leases = Leases()
    let start = ContinuousClock.now
    leases.lease([1, 2], to: "a", at: start)
    #expect(leases.texts(ofOthersThan: "b", at: start) == [1, 2])
    #expect(leases.texts(ofOthersThan: "a", at: start).isEmpty)
    leases.lease([3], to: "a", at: start)
    #expect(leases.texts(ofOthersThan: nil, at: start) == [3])
    #expect(leases.texts(ofOthersThan: "b", at: start + .seconds(301)).isEmpty)
  }
}
