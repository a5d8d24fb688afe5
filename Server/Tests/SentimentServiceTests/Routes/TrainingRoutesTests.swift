import Testing

@testable import SentimentService

struct TrainingRoutesTests {
  @Test func aTrainingIsFollowedToItsEnd() async throws {
    try await TestServer.run { server in
      #expect(try await server.ask("POST", "/v1/train", "{}").status == 409)
      _ = try await server.ask(
        "POST", "/v1/texts", "good films are good\nbad films are bad\n", type: "text/plain")
      #expect(try await server.ask("POST", "/v1/train", #"{"epochs":0}"#).status == 422)
      let started = try await server.ask("POST", "/v1/train", #"{"epochs":1,"dimension":4}"#)
      #expect(started.status == 202 && started.header.contains("/v1/jobs/1"), "\(started)")
      let events = try await server.ask("GET", "/v1/jobs/1/events")
      #expect(events.header.contains("text/event-stream"))
      #expect(events.body.contains("\"state\":\"done\""), "\(events.body)")
      let job = try await server.ask("GET", "/v1/jobs/1").value(Job.self)
      #expect(job.state == .done && job.version == 1 && job.settings.dimension == 4)
      #expect(try await server.ask("GET", "/v1/jobs").body.contains("\"id\":1"))
      #expect(try await server.ask("POST", "/v1/jobs/1/stop").status == 409)
      #expect(try await server.ask("GET", "/v1/jobs/2").status == 404)
    }
  }
}
