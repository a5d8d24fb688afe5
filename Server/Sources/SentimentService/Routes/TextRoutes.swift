import FoundationEssentials
import Hummingbird
import NIOPosix
import SentimentTextProcessing
import SentimentTransferLearning

/// The user's texts: they come in whole files, by the readers of the command line, and can be taken back by the file.
struct TextRoutes {
  private static let path = "/texts"

  let state: ServiceState

  private struct Upload: Encodable {
    /// By which it can be taken back.
    let upload: Int64
    /// Texts that weren't there before.
    let added: Int
    /// Texts of the file.
    let read: Int
    /// Labels that are new.
    let labelled: Int
    /// Labels that differ from those that the texts have and keep; and the first of them.
    let conflicts: Int
    let conflicting: [LabelConflict]
    let counts: StoreCounts
    /// Records without a text, or that can't be read.
    let skipped: Int
    /// Sequences that aren't UTF-8, and were replaced by U+FFFD.
    let repaired: Int
  }

  private struct UploadList: Encodable {
    let uploads: [StoredUpload]
  }

  private struct List: Encodable {
    /// How many texts there are in the state; the list may have fewer.
    let total: Int
    let texts: [StoredText]
  }

  func add(to group: RouteGroup) {
    group.onProject(.post, Self.path) { request, _, project in
      let (bytes, reading) = try await UploadRequest.read(request, for: project, state.limits)
      let (texts, report) = try await NIOThreadPool.singleton.runIfActive {
        try reading.texts(of: bytes, state.limits)
      }
      let added = try await project.store.add(
        texts, from: reading.name, replacesLabels: reading.replacesLabels, time: .now)
      project.labelling.textsHaveChanged()
      return try .json(
        Upload(
          upload: added.upload, added: added.texts, read: texts.count, labelled: added.labels,
          conflicts: added.conflictCount, conflicting: added.conflicts,
          counts: try project.store.counts(),
          skipped: report.withoutText.count + report.faulty.count,
          repaired: report.repairedCount))
    }
    group.onProject(.post, "/uploads/preview") { request, _, project in
      let (bytes, reading) = try await UploadRequest.read(request, for: project, state.limits)
      return try .json(
        try await NIOThreadPool.singleton.runIfActive { try UploadPreview(bytes, reading) })
    }
    group.onProject(.get, Self.path) { request, _, project in
      let query = request.query
      guard let wanted = TextState(rawValue: query["state"] ?? "open") else {
        let states = TextState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem.invalid("state may be \(states)")
      }
      let (total, texts) = try project.store.texts(
        in: wanted, search: query["search"] ?? "",
        offset: try request.number("offset", default: 0, in: 0...state.limits.store.texts),
        limit: try request.number("limit", default: 100, in: 1...state.limits.batch))
      return try .json(List(total: total, texts: texts))
    }
    group.onProject(.delete, Self.path) { _, _, project in
      project.jobs.forgetTexts()
      try await project.store.removeTexts()
      return try changed(project)
    }
    group.onProject(.delete, "/texts/{id}") { _, context, project in
      try await project.store.removeText(try context.id())
      return try changed(project)
    }
    group.onProject(.get, "/uploads") { _, _, project in
      try .json(UploadList(uploads: try project.store.uploads()))
    }
    group.onProject(.delete, "/uploads/{id}") { _, context, project in
      try await project.store.removeUpload(try context.id())
      return try changed(project)
    }
  }

  private func changed(_ project: Project) throws -> Response {
    project.labelling.textsHaveChanged()
    return try .json(try project.store.counts())
  }
}
