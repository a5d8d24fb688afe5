import Hummingbird

/// Adds routes to the router, and remembers them to tell a wrong method from a wrong address.
struct RouteGroup {
  let router: Router<ServiceContext>
  let table: RouteTable

  typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response

  func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
    table.add(method, path)
    router.on(RouterPath(path), method: method, use: handler)
  }
}
