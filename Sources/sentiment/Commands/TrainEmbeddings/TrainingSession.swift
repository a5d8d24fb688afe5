import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// One run of `train-embeddings`, from the texts to the file.
struct TrainingSession {
  private let request: TrainingRequest
  private let messages: Messages

  init(_ request: TrainingRequest, _ messages: Messages) {
    (self.request, self.messages) = (request, messages)
  }

  /// Alone, or together with the processes that MPI has started. Of these the first speaks and writes.
  func run() throws {
    guard let library = request.mpiLibrary else { return try run(SingleProcess()) }
    let processes = try MPIProcesses(library: library)
    do {
      guard processes.count <= request.pretraining.skipGram.replicas else {
        throw FileError.invalidSetting(
          .replicas,
          problem: "is \(request.pretraining.skipGram.replicas), and there are \(processes.count)"
            + " processes",
          remedy: "give \(.replicas) for each of them, or start fewer")
      }
      try run(processes)
    } catch {
      // What is wrong everywhere is said once: when the first has said it, it ends the others.
      if processes.rank > 0 { usleep(Self.pauseBeforeError) }
      StandardError.clearLine()
      StandardError.write("Error: \(SettingFlags.naming(error))\n")
      processes.abort()
    }
    processes.end()
  }

  /// In microseconds.
  private static let pauseBeforeError: UInt32 = 500_000

  private func run(_ processes: any ProcessGroup) throws {
    let isFirst = processes.rank == 0
    let messages = isFirst ? messages : Messages(.quiet)
    if isFirst { try checkOutputs() }
    let sources = request.sources
    if request.usesBuiltInReviews {
      messages.say("No corpus is given: using \(sources[0].name), with settings for it.")
    }
    var pretraining = request.pretraining
    pretraining.processes = processes
    pretraining.base = try request.base.map(Self.base)
    if request.checkpointing.plan != nil { try checkRereadable() }
    try messages.detail(sources: sources)
    try messages.detail("settings", JSONText.encode(pretraining.skipGram))
    messages.detail("threads", "\(pretraining.threads)")
    var checkpointing = request.checkpointing
    if !isFirst { checkpointing.plan = nil }
    checkpointing.isInterrupted = { Interruption.hasCome }
    let report = try PretrainingProgress(sources, messages)
    var trained: Checkpoint?
    do {
      let embeddings = try pretraining.run(on: sources, checkpointing: checkpointing) { event in
        report.show(event)
        switch event {
        case .vocabulary(let wordCount, let ngramCount, _, _, _):
          if isFirst { try checkSpace(wordCount, ngramCount, for: pretraining) }
          Interruption.await()
        case .trained(let checkpoint): trained = checkpoint
        default: break
        }
      }
      guard isFirst else { return }
      try embeddings.write(
        to: request.output, format: request.format, progress: messages.rows("writing"))
      report.finish(embeddings, output: request.output)
    } catch let error as TrainingInterrupted {
      report.interrupted(error)
      Interruption.end()
    } catch let error as FileError {
      if let trained {
        try Rescue(request.checkpointing.plan).keep(trained, after: error, output: request.output)
      }
      throw error
    }
    if let plan = request.checkpointing.plan { unlink(plan.path.pathBytes) }
  }

  private func checkOutputs() throws {
    try OutputFile.check(request.output)
    guard let plan = request.checkpointing.plan else { return }
    try checkCheckpoint(plan.path)
    if plan.interval == .zero {
      messages.warning("a checkpoint after each batch makes training several times slower")
    }
  }

  /// The vectors to update.
  ///
  /// - Throws: `FileError` when they can't be read, or are those of a built-in model.
  private static func base(_ name: String) throws -> PretrainedEmbeddings {
    guard !SentimentModel.embeddedNames.contains(name) else {
      throw FileError(
        file: name,
        problem: "a built-in model has no context vectors, which training would go on from",
        remedy: "update vectors that `train-embeddings` wrote; new words are added to the built-in"
          + " ones by `fit`, new labels by `train-classifier --update`")
    }
    return try EmbeddingsImport(contentsOf: name).embeddings
  }

  /// - Throws: `FileError` when no checkpoint can be written there, or when it would replace a file
  ///   that another run may still need.
  private func checkCheckpoint(_ path: String) throws {
    try OutputFile.check(path)
    guard OutputFile.isReplaceable(path), path != request.output else {
      throw FileError(
        file: path, problem: "can't be a checkpoint", remedy: "name a file of its own for it")
    }
    var status = stat()
    guard path != request.resumed, stat(path.pathBytes, &status) == 0, status.st_size > 0 else {
      return
    }
    throw FileError(
      file: path, problem: "exists already, and may be what an earlier run needs to go on",
      remedy: "go on by --resume \(path), or remove it to begin anew")
  }

  /// - Throws: `FileError` when a text is something that can be read only once.
  private func checkRereadable() throws {
    for case .file(let path) in try request.sources.flatMap({ try $0.files() }).map(\.source) {
      var status = stat()
      guard stat(path.pathBytes, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { continue }
      throw FileError(
        file: path,
        problem: "not a regular file, and a checkpoint needs a text that can be read again",
        remedy: "save the text in a file, or leave --checkpoint out")
    }
  }

  /// - Throws: `FileError` when what is to be written is larger than the room for it.
  private func checkSpace(
    _ wordCount: Int, _ ngramCount: Int, for pretraining: Pretraining
  ) throws {
    func size(_ format: VectorFormat) -> Int {
      format.byteCount(wordCount, ngramCount: ngramCount, dimension: pretraining.dimension)
    }
    var files = [(path: request.output, byteCount: size(request.format))]
    if let plan = request.checkpointing.plan {
      // While a checkpoint is written, the one before it is still there. The best epoch's vectors
      // stand in each beside the present ones.
      let checkpoint = size(.safetensors) * (pretraining.stopsEarly ? 2 : 1)
      files.append((plan.path, checkpoint))
      files.append((plan.path, checkpoint))
    }
    try OutputFile.checkSpace(files)
  }
}
