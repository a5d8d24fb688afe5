import FoundationEssentials
import Hummingbird

/// What is done with a version of the model: to take it out, name it and remove it.
struct VersionRoutes {
  let state: ServiceState

  private struct Change: Decodable {
    let name: String
  }

  func add(to group: RouteGroup) {
    group.onProject(.get, "/models/live/file") { _, _, project in
      try file(try await project.labelling.fileOfLiveModel(), named: "model-\(project.id)")
    }
    group.onProject(.get, "/models/{id}/file") { _, context, project in
      let id = try context.id()
      guard let path = try project.labelling.versions.file(of: id) else {
        throw Problem.notFound("there is no file of version \(id)")
      }
      return try file(
        [UInt8](try Data(contentsOf: URL(filePath: path))),
        named: "vectors-\(project.id)-\(id)")
    }
    group.onProject(.put, "/models/{id}") { request, context, project in
      let change = try await request.json(Change.self, limits: state.limits)
      let name =
        try change.name.isEmpty
        ? "" : LabelName.checked(change.name, longest: state.limits.labelLength)
      try await project.store.setName(name, version: try context.id())
      return Response(status: .noContent)
    }
    group.onProject(.delete, "/models/{id}") { _, context, project in
      try await project.labelling.remove(version: try context.id())
      return Response(status: .noContent)
    }
  }

  private func file(_ bytes: [UInt8], named name: String) throws -> Response {
    .file(bytes, named: "\(name).safetensors", type: "application/octet-stream")
  }
}
