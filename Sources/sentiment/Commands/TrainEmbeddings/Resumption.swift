import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

/// What a run of `train-embeddings` is to do that goes on from a checkpoint: what the options say
/// that it was started with, save those that are given anew.
struct Resumption {
  let request: TrainingRequest

  /// What can be given anew: it doesn't change the vectors.
  private static let flags = [
    "--resume", "--output", "--format", "--threads", "--checkpoint", "--checkpoint-every",
    "--quiet", "--verbose", "--mpi", "--mpi-library",
  ]
  /// The same with one letter, which the value may follow at once.
  private static let shortFlags = ["-o", "-j", "-q", "-v"]

  /// Finds arguments that a run that goes on can't take.
  static func validate(_ arguments: [String]) throws {
    for argument in arguments where argument.hasPrefix("-") && argument != "-" {
      let flag = String(argument.prefix { $0 != "=" })
      guard flags.contains(flag) || shortFlags.contains(String(flag.prefix(2))) else {
        throw ValidationError(
          "\(flag) can't be given with --resume: the checkpoint says how to go on.")
      }
    }
  }

  /// Goes to the folder that the run was started in.
  ///
  /// - Throws: `FileError` when the checkpoint isn't sound, or the folder isn't there any more.
  init(of path: String, with given: TrainingOptions) throws {
    let checkpoint = try Checkpoint(contentsOf: path)
    var options: TrainingOptions
    do {
      options = try TrainingOptions.parse(checkpoint.request.arguments)
    } catch {
      throw FileError(
        file: path,
        problem: "its run was started with options that version \(SentimentVersion.current) of the"
          + " program doesn't know",
        remedy: "use the version that wrote it")
    }
    options.output = try given.output.map(Self.absolute) ?? options.output
    options.format = given.format ?? options.format
    options.threads.given = given.threads.given ?? options.threads.given
    options.mpi = given.mpi
    options.mpiLibrary = try given.mpiLibrary.map(Self.absolute)
    options.checkpoint = try Self.absolute(given.checkpoint ?? path)
    options.checkpointEvery = given.checkpointEvery ?? options.checkpointEvery
    let resumed = try Self.absolute(path)
    let folder = checkpoint.request.folder
    guard chdir(folder.pathBytes) == 0 else { throw FileError.system(errno, file: folder) }
    try options.files.check()
    var request = try options.makeRequest(as: Self.request(checkpoint, options))
    request.checkpointing.checkpoint = checkpoint
    request.resumed = resumed
    self.request = request
  }

  /// How the run was asked for, with what was given anew.
  private static func request(
    _ checkpoint: Checkpoint, _ options: TrainingOptions
  ) -> Checkpoint.Request {
    var request = checkpoint.request
    request.arguments += [
      "--output", options.output ?? "", "--checkpoint", options.checkpoint ?? "",
    ]
    if let format = options.format { request.arguments += ["--format", format.rawValue] }
    return request
  }

  /// The path from the root of the file system, since the folder changes.
  private static func absolute(_ path: String) throws -> String {
    path == "-" || path.hasPrefix("/") ? path : "\(try WorkingFolder.path)/\(path)"
  }
}
