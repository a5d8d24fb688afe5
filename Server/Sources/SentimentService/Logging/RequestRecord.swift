import HTTPTypes
import Hummingbird
import Logging
import SentimentTextProcessing

/// What every answer carries and leaves behind: the header fields that protect the page, the
/// request's id, one line in the log and the count.
struct RequestRecord: Sendable {
  let metrics: RequestMetrics
  let logger: Logger

  static let protection: HTTPFields = [
    .contentSecurityPolicy:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .frameOptions: "DENY",
    .openerPolicy: "same-origin", .resourcePolicy: "same-origin",
    .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
  ]

  /// Adds to an answer's header what all have.
  func complete(_ fields: inout HTTPFields, id: String) {
    fields.append(contentsOf: Self.protection)
    if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
    fields[.requestID] = id
  }

  /// Counts the request and writes its line.
  ///
  /// - Parameters:
  ///   - endpoint: the address as the API describes it.
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
