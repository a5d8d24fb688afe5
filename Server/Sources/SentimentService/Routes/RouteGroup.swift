import Hummingbird

/// Adds routes to the router, and remembers them to tell a wrong method from a wrong address.
struct RouteGroup {
  let router: Router<ServiceContext>
  let table: RouteTable
  let projects: Projects

  typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response
  typealias ProjectHandler =
    @Sendable (Request, ServiceContext, Project) async throws -> Response

  /// Where the first project's addresses begin, and those of any project.
  private static let roots = ["/v1", "/v1/projects/{project}"]

  func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
    table.add(method, path)
    router.on(RouterPath(path), method: method, use: handler)
  }

  /// Adds a route that every project has.
  ///
  /// - Parameter path: without what names the project.
  func onProject(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping ProjectHandler
  ) {
    let projects = projects
    for root in Self.roots {
      on(method, root + path) { request, context in
        let id = context.parameters.get("project") ?? ProjectID.first
        return try await handler(request, context, try projects.find(id))
      }
    }
  }

  /// Whether a request sends a file, and may take an upload's time.
  static func isUpload(_ request: HTTPRequest) -> Bool {
    guard request.method == .post, let path = request.path?.prefix(while: { $0 != "?" }) else {
      return false
    }
    return uploads.contains { path.hasSuffix($0) }
  }

  /// How the addresses end that take a file.
  private static let uploads = ["/texts", "/uploads/preview", "/projects", "/classify/file"]
}
