import Hummingbird
import Testing

@testable import SentimentService

/// What an address takes.
struct RouteTableTests {
  @Test func methodsOfAnAddress() {
    let table = RouteTable()
    table.add(.get, "/v1/jobs/{id}")
    table.add(.post, "/v1/jobs/{id}/stop")
    table.add(.put, "/v1/jobs/latest")
    table.add(.get, "/")
    #expect(table.methods(for: "/v1/jobs/7") == [.get, .head])
    #expect(table.methods(for: "/v1/jobs/latest") == [.put])
    #expect(table.methods(for: "/v1/jobs/7/stop") == [.post])
    #expect(table.methods(for: "/") == [.get, .head])
    #expect(table.methods(for: "/v1/jobs").isEmpty)
  }
}
