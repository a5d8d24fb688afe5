import Hummingbird
import Logging

/// What every request to the router goes through: the right to ask, an error's problem document, and
/// what ``RequestRecord`` has.
struct RequestGate: RouterMiddleware {
  typealias Context = ServiceContext

  let policy: AccessPolicy
  let routes: RouteTable
  let record: RequestRecord

  /// What holds nothing of the user's, so that a browser can load it and then ask for the token.
  private static let publicPaths: Set = ["/", "/app.js", "/style.css", "/icon.svg", "/health"]

  func handle(
    _ request: Request, context: ServiceContext,
    next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      let path = request.uri.path
      try policy.check(request.head, isPublic: Self.publicPaths.contains(path))
      response = try await next(request, context)
    } catch {
      response = problem(error, request, context).response()
    }
    record.complete(&response.headers, id: context.id)
    record.note(
      request.head, id: context.id, path: request.uri.path,
      endpoint: context.endpointPath ?? "other", status: response.status, since: start)
    return response
  }

  private func problem(_ error: any Error, _ request: Request, _ context: ServiceContext) -> Problem
  {
    guard let error = error as? HTTPError, error.status == .notFound else {
      return Problem(error, in: context.logger)
    }
    let methods = routes.methods(for: request.uri.path)
    return methods.isEmpty
      ? .notFound("no such address; GET /openapi.json lists them") : .methodNotAllowed(methods)
  }
}
