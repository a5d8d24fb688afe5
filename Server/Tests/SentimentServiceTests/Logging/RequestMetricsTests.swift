import Testing

@testable import SentimentService

/// What Prometheus is told of requests.
struct RequestMetricsTests {
  @Test func bucketsAreCumulative() {
    let metrics = RequestMetrics()
    metrics.count("/v1/classify", status: 200, time: .microseconds(50))
    metrics.count("/v1/classify", status: 200, time: .milliseconds(3))
    metrics.count("/v1/classify", status: 422, time: .seconds(9))
    let text = metrics.text
    let name = "sentiment_request_duration_seconds"
    let good = "endpoint=\"/v1/classify\",status=\"200\""
    #expect(text.contains("\(name)_bucket{\(good),le=\"0.0001\"} 1\n"))
    #expect(text.contains("\(name)_bucket{\(good),le=\"0.005\"} 2\n"))
    #expect(text.contains("\(name)_bucket{\(good),le=\"+Inf\"} 2\n"))
    #expect(text.contains("\(name)_sum{\(good)} 0.00305\n"))
    let bad = "endpoint=\"/v1/classify\",status=\"422\""
    #expect(text.contains("\(name)_bucket{\(bad),le=\"5.0\"} 0\n"))
    #expect(text.contains("\(name)_count{\(bad)} 1\n"))
  }
}
