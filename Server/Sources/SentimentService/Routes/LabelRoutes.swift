import Hummingbird

/// The labels' names, the labelled texts, and what to label next.
struct LabelRoutes {
  let state: ServiceState

  private struct Names: Codable {
    let names: [String]
  }

  private struct Given: Decodable {
    let id: Int64
    let label: String
  }

  private struct Batch: Decodable {
    let labels: [Given]
  }

  private struct List: Encodable {
    let names: [String]
    let labels: [StoredLabel]
  }

  private struct Skip: Decodable {
    let skipped: Bool
  }

  static func check(_ label: String, _ limits: Limits) throws(Problem) {
    guard !label.isEmpty, label.count <= limits.labelLength, !label.utf8.contains(0) else {
      throw .invalid("a label has 1 to \(limits.labelLength) characters")
    }
  }

  func add(to group: RouteGroup) {
    group.on(.get, "/v1/labels") { _, _ in
      try .json(List(names: try state.store.labelNames(), labels: try state.store.labels()))
    }
    group.on(.post, "/v1/labels") { request, _ in
      let batch = try await request.json(Batch.self, limits: state.limits)
      guard batch.labels.count <= state.limits.batch else {
        throw Problem.tooLarge("\"labels\" may have \(state.limits.batch) labels")
      }
      for given in batch.labels { try Self.check(given.label, state.limits) }
      try await state.store.setLabels(batch.labels.map { ($0.id, $0.label) })
      return try changed()
    }
    group.on(.delete, "/v1/labels/{id}") { _, context in
      try await state.store.removeLabel(of: try context.id())
      return try changed()
    }
    group.on(.put, "/v1/labels/names") { request, _ in
      let names = try await request.json(Names.self, limits: state.limits).names
      guard Set(names).count == names.count, names.count <= state.limits.store.labels else {
        throw Problem.invalid("give up to \(state.limits.store.labels) different names")
      }
      for name in names { try Self.check(name, state.limits) }
      try await state.store.setLabelNames(names)
      state.labelling.labelsHaveChanged()
      return try .json(Names(names: names))
    }
    group.on(.get, "/v1/suggestions") { request, _ in
      let limit = try request.number("limit", default: 1, in: 1...100)
      return try .json(try await state.labelling.suggestions(limit: limit))
    }
    group.on(.put, "/v1/suggestions/{id}") { request, context in
      let skip = try await request.json(Skip.self, limits: state.limits)
      try await state.store.setSkipped(skip.skipped, text: try context.id())
      return try changed()
    }
  }

  private func changed() throws -> Response {
    state.labelling.labelsHaveChanged()
    return try .json(try state.store.counts())
  }
}
