import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// One run of `train-embeddings`, from the texts to the file.
struct TrainingSession {
  private let command: TrainEmbeddings
  private let output: String
  private let format: VectorFormat
  private var survival = Pretraining.Checkpointing()

  private static let defaultMinutes = 10.0

  init(_ command: TrainEmbeddings, resuming resumption: Resumption? = nil) throws {
    self.command = command
    output = command.output ?? ""
    format = command.format ?? .safetensors
    survival.checkpoint = resumption?.checkpoint
    survival.plan = command.checkpoint.map {
      CheckpointPlan(
        path: $0, interval: .seconds(60 * (command.checkpointEvery ?? Self.defaultMinutes)))
    }
    survival.request =
      try resumption?.request
      ?? Checkpoint.Request(
        arguments: TrainEmbeddings.givenArguments, folder: WorkingFolder.path)
    survival.isInterrupted = { Interruption.hasCome }
  }

  func run() throws {
    try OutputFile.check(output)
    if let plan = survival.plan { try checkCheckpoint(plan.path) }
    let messages = command.messageOptions.makeMessages()
    let (pretraining, sources) = try command.makePretraining(messages)
    if survival.plan != nil { try checkRereadable(sources) }
    try messages.detail(sources: sources)
    try messages.detail("settings", JSONText.encode(pretraining.skipGram))
    messages.detail("threads", "\(pretraining.threads)")
    let report = try PretrainingProgress(sources, messages)
    var trained: Checkpoint?
    do {
      let embeddings = try pretraining.run(on: sources, survival: survival) { event in
        report.show(event)
        switch event {
        case .vocabulary(let wordCount, let ngramCount, _, _, _):
          try checkSpace(wordCount, ngramCount, for: pretraining)
          Interruption.await()
        case .trained(let checkpoint): trained = checkpoint
        default: break
        }
      }
      try embeddings.write(
        to: output, format: format, progress: messages.rows("writing"))
      report.finish(embeddings, output: output)
    } catch let error as TrainingInterrupted {
      report.interrupted(error)
      Interruption.end()
    } catch let error as FileError {
      if let trained { try Rescue(survival.plan).keep(trained, after: error, output: output) }
      throw error
    }
    if let plan = survival.plan { unlink(plan.path) }
  }

  /// - Throws: `FileError` when no checkpoint can be written there, or when it would replace a file
  ///   that another run may still need.
  private func checkCheckpoint(_ path: String) throws {
    try OutputFile.check(path)
    guard OutputFile.isReplaceable(path), path != output else {
      throw FileError(
        file: path, problem: "can't be a checkpoint", remedy: "name a file of its own for it")
    }
    var status = stat()
    guard path != command.resume, stat(path, &status) == 0, status.st_size > 0 else { return }
    throw FileError(
      file: path, problem: "exists already, and may be what an earlier run needs to go on",
      remedy: "go on by --resume \(path), or remove it to begin anew")
  }

  /// - Throws: `FileError` when a text is something that can be read only once.
  private func checkRereadable(_ sources: [CorpusSource]) throws {
    for case .file(let path) in try sources.flatMap({ try $0.files() }).map(\.source) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { continue }
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
    var files = [(path: output, byteCount: size(format))]
    if let plan = survival.plan {
      // While a checkpoint is written, the one before it is still there. The best epoch's vectors
      // stand in each beside the present ones.
      let checkpoint = size(.safetensors) * (pretraining.stopsEarly ? 2 : 1)
      files.append((plan.path, checkpoint))
      files.append((plan.path, checkpoint))
    }
    try OutputFile.checkSpace(files)
  }
}

/// The folder that relative paths start from.
enum WorkingFolder {
  /// - Throws: `FileError` when it isn't there any more.
  static var path: String {
    get throws {
      guard let text = getcwd(nil, 0) else { throw FileError.system(errno, file: ".") }
      defer { free(text) }
      return String(cString: text)
    }
  }
}
