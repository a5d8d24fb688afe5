import Hummingbird

/// What to label next, and what is put off.
struct SuggestionRoutes {
  let state: ServiceState

  private struct Change: Decodable {
    let skipped: Bool?
    let none: Bool?
  }

  func add(to group: RouteGroup) {
    group.onProject(.get, "/suggestions") { request, context, project in
      let limit = try request.number("limit", default: 1, in: 1...100)
      let query = request.query
      return try .json(
        try await project.labelling.suggestions(
          limit: limit, client: query["client"], person: context.person ?? query["person"]))
    }
    group.onProject(.put, "/suggestions/{id}") { request, context, project in
      let change = try await request.json(Change.self, limits: state.limits)
      let next: TextState =
        switch (change.skipped, change.none) {
        case (let skipped?, nil): skipped ? .skipped : .open
        case (nil, let none?): none ? .none : .open
        default: throw Problem.invalid("give \"skipped\" or \"none\", one of them")
        }
      try await project.store.setState(next, text: try context.id())
      project.labelling.labelsHaveChanged()
      return try .json(try project.store.counts())
    }
  }
}
