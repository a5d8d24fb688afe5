import Hummingbird

/// The versions of the model, and insights into the live one.
struct ModelRoutes {
  let state: ServiceState

  private struct List: Encodable {
    /// The name of the model that answers now.
    let live: String
    let kind: ModelKind
    let models: [ModelSummary]
    /// Whether some are still being judged by the latest labels.
    let judging: Bool
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
    group.onProject(.get, "/models") { _, _, project in try await list(project) }
    group.onProject(.put, "/models/live") { request, _, project in
      let version = try await request.json(Choice.self, limits: state.limits).version
      guard try version == 0 || project.store.versions().contains(where: { $0.id == version })
      else {
        throw Problem.notFound("there is no version \(version)")
      }
      try await project.labelling.use(version: version)
      return try await list(project)
    }
    group.onProject(.get, "/evaluation") { _, _, project in
      try .json(try await project.labelling.evaluation())
    }
    group.onProject(.get, "/map") { _, _, project in
      try .json(Map(points: try await project.labelling.map()))
    }
    group.onProject(.get, "/neighbors") { request, _, project in
      guard let word = request.query["word"], !word.isEmpty else {
        throw Problem.invalid("give a word by ?word=")
      }
      let limit = try request.number("limit", default: 10, in: 1...100)
      guard let neighbors = try await project.labelling.neighbors(of: word, limit: limit) else {
        throw Problem.notFound("the live version doesn't know \"\(word)\"")
      }
      return try .json(Neighbors(word: word, neighbors: neighbors))
    }
  }

  private func list(_ project: Project) async throws -> Response {
    let (models, judging) = try await project.labelling.models()
    let live = project.live.current
    return try .json(
      List(live: live.name, kind: live.kind, models: models, judging: judging))
  }
}
