import Hummingbird

/// The versions of the model, and insights into the live one.
struct ModelRoutes {
  let state: ServiceState

  private struct List: Encodable {
    /// The name of the model that answers now.
    let live: String
    let kind: ModelKind
    let models: [ModelSummary]
  }

  private struct Choice: Decodable {
    let version: Int64
  }

  private struct Map: Encodable {
    let points: [MapPoint]
  }

  private struct Neighbors: Encodable {
    let word: String
    let neighbors: [Neighbor]
  }

  func add(to group: RouteGroup) {
    group.on(.get, "/v1/models") { _, _ in try await list() }
    group.on(.put, "/v1/models/live") { request, _ in
      let version = try await request.json(Choice.self, limits: state.limits).version
      guard try version == 0 || state.store.versions().contains(where: { $0.id == version }) else {
        throw Problem.notFound("there is no version \(version)")
      }
      try await state.labelling.use(version: version)
      return try await list()
    }
    group.on(.get, "/v1/evaluation") { _, _ in try .json(try await state.labelling.evaluation()) }
    group.on(.get, "/v1/map") { _, _ in try .json(Map(points: try await state.labelling.map())) }
    group.on(.get, "/v1/neighbors") { request, _ in
      guard let word = request.uri.queryParameters["word"].map(String.init), !word.isEmpty else {
        throw Problem.invalid("give a word by ?word=")
      }
      let limit = try request.number("limit", default: 10, in: 1...100)
      guard let neighbors = try await state.labelling.neighbors(of: word, limit: limit) else {
        throw Problem.notFound("the live version doesn't know \"\(word)\"")
      }
      return try .json(Neighbors(word: word, neighbors: neighbors))
    }
  }

  private func list() async throws -> Response {
    let models = try await state.labelling.models()
    let live = state.live.current
    return try .json(List(live: live.name, kind: live.kind, models: models))
  }
}
