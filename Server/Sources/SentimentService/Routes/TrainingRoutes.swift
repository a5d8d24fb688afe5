import Hummingbird
import SentimentTransferLearning
import SentimentWordEmbeddings
import ServiceLifecycle

/// Starts, follows and stops trainings.
struct TrainingRoutes {
  let state: ServiceState
  private let followers = Counter()

  private static let interval = Duration.milliseconds(200)
  /// The longest time without a message, in intervals. A proxy could take a silent connection for a
  /// dead one.
  private static let quietIntervals = 50

  private struct List: Encodable {
    let jobs: [Job]
  }

  init(state: ServiceState) { self.state = state }

  func add(to group: RouteGroup) {
    group.onProject(.post, "/train") { request, _, project in
      let settings = try await request.json(TrainingSettings.self, limits: state.limits)
      let job = try await project.jobs.start(settings)
      return try .json(job, status: .accepted, headers: [.location: "/v1/jobs/\(job.id)"])
    }
    group.onProject(.get, "/jobs") { _, _, project in
      try .json(List(jobs: try project.jobs.jobs(limit: state.limits.jobs)))
    }
    group.onProject(.get, "/jobs/{id}") { _, context, project in
      try .json(try job(context, project))
    }
    group.onProject(.post, "/jobs/{id}/stop") { _, context, project in
      let id = try context.id()
      try project.jobs.stop(id)
      return try .json(try job(context, project), status: .accepted)
    }
    group.onProject(.get, "/jobs/{id}/events") { _, context, project in
      try events(try job(context, project).id, project.jobs)
    }
  }

  private func job(_ context: ServiceContext, _ project: Project) throws -> Job {
    let id = try context.id()
    guard let job = try project.jobs.job(id) else {
      throw Problem.notFound("there is no job \(id)")
    }
    return job
  }

  /// A job's states as they change, until it is over (server-sent events).
  private func events(_ id: Int64, _ jobs: TrainingJobs) throws -> Response {
    guard followers.value < state.limits.eventStreams else {
      throw Problem.busy("\(state.limits.eventStreams) followers are served at a time")
    }
    let followers = followers
    let body = ResponseBody { writer in
      followers.add(1)
      defer { followers.add(-1) }
      var last: Job?
      var quiet = 0
      while !Task.isShuttingDownGracefully, let job = try jobs.job(id) {
        if job != last {
          let text = "event: job\ndata: \(try JSONText.encode(job))\n\n"
          try await writer.write(ByteBuffer(string: text))
          quiet = 0
        } else if quiet == Self.quietIntervals {
          try await writer.write(ByteBuffer(string: ": still here\n\n"))
          quiet = 0
        }
        if job.state.isOver { break }
        last = job
        quiet += 1
        try await Task.sleep(for: Self.interval)
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-cache"],
      body: body)
  }
}
