import Hummingbird

/// The labels themselves: their names and what people are told of them.
struct LabelNameRoutes {
  let state: ServiceState

  private struct Names: Codable {
    let names: [String]
    let guidelines: [String: String]?
  }

  private struct List: Encodable {
    let names: [String]
    let labels: [LabelSummary]
  }

  private struct Renaming: Decodable {
    let from: String
    let to: String
  }

  func add(to group: RouteGroup) {
    group.onProject(.get, "/labels/names") { _, _, project in try list(project) }
    group.onProject(.put, "/labels/names") { request, _, project in
      let given = try await request.json(Names.self, limits: state.limits)
      let names = try given.names.map {
        try LabelName.checked($0, longest: state.limits.labelLength)
      }
      guard Set(names).count == names.count, names.count <= state.limits.store.labels else {
        throw Problem.invalid("give up to \(state.limits.store.labels) different names")
      }
      let guidelines = given.guidelines ?? [:]
      guard guidelines.values.allSatisfy({ $0.utf8.count <= state.limits.note }) else {
        throw Problem.tooLarge("a guideline may have \(state.limits.note) bytes")
      }
      if let other = guidelines.keys.sorted().first(where: { !names.contains($0) }) {
        throw Problem.invalid("\"guidelines\" speaks of \"\(other)\", which is none of the names")
      }
      try await project.store.setLabelNames(names, guidelines: guidelines)
      project.labelling.labelsHaveChanged()
      return try list(project)
    }
    group.onProject(.post, "/labels/names/rename") { request, _, project in
      let renaming = try await request.json(Renaming.self, limits: state.limits)
      try await project.store.renameLabel(
        renaming.from, to: try LabelName.checked(renaming.to, longest: state.limits.labelLength))
      project.labelling.labelsHaveChanged()
      return try list(project)
    }
  }

  private func list(_ project: Project) throws -> Response {
    let labels = try project.store.labelSummaries()
    return try .json(List(names: labels.map(\.name), labels: labels))
  }
}
