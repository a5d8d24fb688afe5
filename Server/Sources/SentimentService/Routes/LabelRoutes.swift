import FoundationEssentials
import Hummingbird
import SentimentTransferLearning

/// The labelled texts: to list, give, mend, and take out.
struct LabelRoutes {
  let state: ServiceState

  private struct Given: Decodable {
    let id: Int64
    let label: TextLabel
    let expected: GivenLabel.Expected
    let isSecondOpinion: Bool

    private enum Keys: String, CodingKey { case id, label, expected, isSecondOpinion }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      id = try values.decode(Int64.self, forKey: .id)
      label = try values.decode(TextLabel.self, forKey: .label)
      // That there was no label is said by null; a key that is absent says nothing.
      expected =
        values.contains(.expected)
        ? .label(try values.decodeIfPresent(TextLabel.self, forKey: .expected)) : .any
      isSecondOpinion = try values.decodeIfPresent(Bool.self, forKey: .isSecondOpinion) ?? false
    }
  }

  private struct Batch: Decodable {
    let labels: [Given]
    let person: String?
  }

  private struct Change: Decodable {
    let label: TextLabel?
    let note: String?
    let expected: TextLabel?
    let person: String?
  }

  private struct List: Encodable {
    let names: [String]
    /// How many labelled texts the filter lets through; the list may have fewer.
    let total: Int
    let labels: [Entry]
    let people: [String]
    /// Whether the model's answers are still being found.
    let judging: Bool
  }

  private struct Entry: Encodable {
    let entry: LabelEntry
    /// What a model that was made without the label answers, and how sure it is.
    let answer: OutOfFoldAnswer?

    private enum Keys: CodingKey { case answer, probability }

    func encode(to encoder: any Encoder) throws {
      try entry.encode(to: encoder)
      var values = encoder.container(keyedBy: Keys.self)
      try values.encodeIfPresent(answer?.label, forKey: .answer)
      try values.encodeIfPresent(answer?.probability, forKey: .probability)
    }
  }

  func add(to group: RouteGroup) {
    group.onProject(.get, "/labels") { request, _, project in
      switch request.query["format"] {
      case nil, "json": try await list(request, project)
      case let format?: try await export(as: String(format), request, project)
      }
    }
    group.onProject(.post, "/labels") { request, context, project in
      let batch = try await request.json(Batch.self, limits: state.limits)
      guard batch.labels.count <= state.limits.batch else {
        throw Problem.tooLarge("\"labels\" may have \(state.limits.batch) labels")
      }
      let person = try person(batch.person, context)
      let labels = try batch.labels.map {
        GivenLabel(
          text: $0.id, label: try checked($0.label),
          expected: $0.expected, person: person, isSecondOpinion: $0.isSecondOpinion)
      }
      try await project.store.setLabels(labels, time: .now)
      return try changed(project)
    }
    group.onProject(.put, "/labels/{id}") { request, context, project in
      let change = try await request.json(Change.self, limits: state.limits)
      let id = try context.id()
      let person = try person(change.person, context)
      if let label = change.label {
        let given = GivenLabel(
          text: id, label: try checked(label),
          expected: change.expected.map { .label($0) } ?? .any, person: person)
        try await project.store.setLabels([given], time: .now)
      }
      if let note = change.note {
        guard note.utf8.count <= state.limits.note else {
          throw Problem.tooLarge("a note may have \(state.limits.note) bytes")
        }
        try await project.store.setNote(note, text: id)
      }
      return try changed(project)
    }
    group.onProject(.delete, "/labels/{id}") { request, context, project in
      let id = try context.id()
      let query = request.query
      if query["second"] == "true" {
        guard let person = try person(query["person"], context) else {
          throw Problem.invalid("say whose second opinion it is, by ?person=")
        }
        try await project.store.removeOpinion(of: id, by: person)
      } else {
        let expected = try query["expected"].map {
          GivenLabel.Expected.label(try self.expected($0, project))
        }
        try await project.store.removeLabel(of: id, expected: expected ?? .any)
      }
      return try changed(project)
    }
    group.onProject(.get, "/agreement") { _, _, project in
      try .json(try await project.labelling.agreement())
    }
  }

  private func checked(_ label: TextLabel) throws -> TextLabel {
    try label.mapNames { name throws(Refusal) in
      try LabelName.checked(name, longest: state.limits.labelLength)
    }
  }

  /// The label that a query expects; where a text may have any number of them, a list as JSON.
  private func expected(_ text: String, _ project: Project) throws -> TextLabel {
    guard try project.store.isMultiLabel() else { return .one(text) }
    guard let names = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw Problem.invalid("expected is a list of labels as JSON, such as [\"a\",\"b\"]")
    }
    return .several(Set(names))
  }

  /// Who gives labels: whom the token names or, where it names nobody, who says so.
  private func person(_ given: String?, _ context: ServiceContext) throws -> String? {
    if let person = context.person { return person }
    guard let given, !given.isEmpty else { return nil }
    return try LabelName.checked(given, longest: state.limits.labelLength)
  }

  /// The filter that a query asks for, and the model's answers.
  private func filter(
    _ request: Request, _ project: Project
  ) async throws -> (filter: LabelFilter, answers: [Int64: OutOfFoldAnswer], judging: Bool) {
    let query = request.query
    var filter = LabelFilter()
    filter.search = query["search"] ?? ""
    filter.label = query["label"]
    filter.person = query["person"]
    filter.hasNote = try request.flag("note")
    filter.isDisputed = try request.flag("disputed")
    filter.isLatestFirst = try request.flag("latest")
    filter.offset = try request.number("offset", default: 0, in: 0...state.limits.store.texts)
    if query["limit"] != nil {
      filter.limit = try request.number("limit", default: 0, in: 1...state.limits.batch)
    }
    let (answers, judging) = try await project.labelling.outOfFoldAnswers()
    if try request.flag("disagrees") { filter.ids = Set(answers.filter { $0.value.isWrong }.keys) }
    return (filter, answers, judging)
  }

  private func list(_ request: Request, _ project: Project) async throws -> Response {
    let (filter, answers, judging) = try await filter(request, project)
    let (total, labels) = try project.store.labels(filter)
    return try .json(
      List(
        names: try project.store.labelNames(), total: total,
        labels: labels.map { Entry(entry: $0, answer: answers[$0.id]) },
        people: try project.store.people(), judging: judging))
  }

  private func export(
    as name: String, _ request: Request, _ project: Project
  ) async throws -> Response {
    guard let format = LabelExport(rawValue: name) else {
      throw Problem.invalid("format may be json, csv or jsonl")
    }
    let labels = try project.store.labels(try await filter(request, project).filter).labels
    return .file(
      format.bytes(labels), named: "labels-\(project.id).\(name)", type: format.mediaType)
  }

  private func changed(_ project: Project) throws -> Response {
    project.labelling.labelsHaveChanged()
    return try .json(try project.store.counts())
  }
}

extension Int64 {
  /// In seconds since 1970.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
