import Hummingbird
import Logging

/// What every request to the router goes through: the check whether it is allowed, the problem
/// document of an error, the header fields that all answers have, and the log.
struct RequestGate: RouterMiddleware {
  typealias Context = ServiceContext

  let policy: AccessPolicy
  let routes: RouteTable
  let record: RequestRecord
  let health: Health
  /// These hold nothing of the user's, and need no token.
  let publicPaths: Set<String>

  func handle(
    _ request: Request, context: ServiceContext,
    next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      let path = request.uri.path
      var context = context
      context.person = try policy.check(
        request.head, isPublic: publicPaths.contains(path), from: context.peer)
      response = try await next(request, context)
    } catch {
      health.note(error)
      response = problem(error, request, context).response
    }
    response.headers.complete(id: context.id)
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
