import Testing

@testable import SentimentService

struct ModelRoutesTests {
  @Test func theModelThatTheServerBeganWith() async throws {
    try await TestServer.run { server in
      let models = try await server.ask("GET", "/v1/models").body
      #expect(models.contains("\"live\":\"built-in\"") && models.contains("\"version\":0"))
      #expect(try await server.ask("PUT", "/v1/models/live", #"{"version":0}"#).status == 200)
      #expect(try await server.ask("PUT", "/v1/models/live", #"{"version":9}"#).status == 404)
      var evaluation = try await server.ask("GET", "/v1/evaluation").body
      while evaluation.contains(#""judging":true"#) {
        evaluation = try await server.ask("GET", "/v1/evaluation").body
      }
      #expect(evaluation == #"{"judging":false,"labels":[],"mistakes":[]}"#)
      #expect(try await server.ask("GET", "/v1/map").body.hasPrefix(#"{"points":[{"#))
      let near = try await server.ask("GET", "/v1/neighbors?word=great&limit=2")
      #expect(near.body.components(separatedBy: "distance").count == 3)
      #expect(try await server.ask("GET", "/v1/neighbors").status == 422)
      #expect(try await server.ask("GET", "/v1/neighbors?word=xyzzy").status == 404)
    }
  }
}
