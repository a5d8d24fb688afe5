import HTTPTypes
import Logging
import SentimentTextProcessing

/// What every request leaves behind: a line in the log, and a count with its duration.
struct RequestRecord: Sendable {
  let metrics: RequestMetrics
  let logger: Logger

  /// - Parameter endpoint: the address as the API describes it.
  func note(
    _ request: HTTPRequest, id: String, path: String, endpoint: String,
    status: HTTPResponse.Status, since start: ContinuousClock.Instant
  ) {
    let time = ContinuousClock.now - start
    metrics.count(endpoint, status: status.code, time: time)
    // Written out: making and sorting a dictionary takes as long as classifying a short text.
    logger.info(
      """
      request id=\(id) method=\(request.method.rawValue) ms=\(time.milliseconds) \
      path=\(path.onOneLine) status=\(status.code)
      """)
  }
}

extension Duration {
  /// Rounded to a thousandth.
  var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1e3 + (Double(attoseconds) / 1e12).rounded() / 1e3
  }
}
