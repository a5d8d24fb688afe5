import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TextProcessing

/// What every request goes through: the right to ask, an error's problem document, the header
/// fields that protect the page, one line in the log and the count.
struct RequestGate: RouterMiddleware {
  typealias Context = ServiceContext

  let policy: AccessPolicy
  let routes: RouteTable
  let metrics: RequestMetrics

  /// What holds nothing of the user's, so that a browser can load it and then ask for the token.
  private static let publicPaths: Set = ["/", "/app.js", "/style.css", "/icon.svg", "/health"]

  private static let protection: HTTPFields = [
    .contentSecurityPolicy:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .frameOptions: "DENY",
    .openerPolicy: "same-origin", .resourcePolicy: "same-origin",
    .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
  ]

  func handle(
    _ request: Request, context: ServiceContext,
    next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      let path = request.uri.path
      try policy.check(request, isPublic: Self.publicPaths.contains(path))
      response = try await next(request, context)
    } catch {
      response = problem(error, request, context).response()
    }
    response.headers.append(contentsOf: Self.protection)
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    response.headers[.requestID] = context.id
    let time = ContinuousClock.now - start
    let endpoint = context.endpointPath ?? "other"
    metrics.count(endpoint, status: response.status.code, time: time)
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "path": "\(request.uri.path.onOneLine)",
        "status": "\(response.status.code)", "ms": "\(time.milliseconds)",
      ])
    return response
  }

  private func problem(_ error: any Error, _ request: Request, _ context: ServiceContext) -> Problem
  {
    switch error {
    case let problem as Problem: return problem
    case let error as HTTPError where error.status == .notFound:
      let methods = routes.methods(for: request.uri.path)
      return methods.isEmpty
        ? .notFound("no such address; GET /openapi.json lists them") : .methodNotAllowed(methods)
    case is NIOTooManyBytesError: return .tooLarge("the body is too large for this address")
    case let error as FileError: return .invalid(error.description)
    default:
      context.logger.error("failed", metadata: ["error": "\(String(describing: error).onOneLine)"])
      return .unexpected
    }
  }
}

extension Duration {
  /// Rounded to a thousandth.
  var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1e3 + (Double(attoseconds) / 1e12).rounded() / 1e3
  }
}
