import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

/// A run of `train-embeddings` that goes on from a checkpoint: with the arguments that it was
/// started with, save those that are given anew.
struct Resumption {
  let checkpoint: Checkpoint
  let command: TrainEmbeddings

  /// What can be given anew: it doesn't change the vectors.
  private static let flags = [
    "--resume", "--output", "--format", "--threads", "--checkpoint", "--checkpoint-every",
    "--quiet", "--verbose",
  ]

  /// Finds arguments that a run that goes on can't take.
  static func validate(_ arguments: [String]) throws {
    for argument in arguments where argument.hasPrefix("--") {
      let flag = String(argument.prefix { $0 != "=" })
      guard flags.contains(flag) else {
        throw ValidationError(
          "\(flag) can't be given with --resume: the checkpoint says how to go on.")
      }
    }
  }

  /// Goes to the folder that the run was started in.
  ///
  /// - Throws: `FileError` when the checkpoint isn't sound, or the folder isn't there any more.
  init(_ given: TrainEmbeddings, path: String) throws {
    checkpoint = try Checkpoint(contentsOf: path)
    let request = checkpoint.request
    var command: TrainEmbeddings
    do {
      command = try TrainEmbeddings.parse(request.arguments)
    } catch {
      throw FileError(
        file: path, problem: "its run was started with options that this program doesn't know",
        remedy: "use the program's version that wrote it")
    }
    command.output = try given.output.map(Self.absolute) ?? command.output
    command.format = given.format ?? command.format
    command.threads = given.threads ?? command.threads
    command.checkpoint = try Self.absolute(given.checkpoint ?? path)
    command.resume = try Self.absolute(path)
    command.checkpointEvery = given.checkpointEvery ?? command.checkpointEvery
    command.messageOptions = given.messageOptions
    self.command = command
    guard chdir(request.folder) == 0 else { throw FileError.system(errno, file: request.folder) }
  }

  /// How the run was asked for, with what was given anew.
  var request: Checkpoint.Request {
    var request = checkpoint.request
    request.arguments += [
      "--output", command.output ?? "", "--checkpoint", command.checkpoint ?? "",
    ]
    if let format = command.format { request.arguments += ["--format", format.rawValue] }
    return request
  }

  /// The path from the root of the file system, since the folder changes.
  private static func absolute(_ path: String) throws -> String {
    path == "-" || path.hasPrefix("/") ? path : "\(try WorkingFolder.path)/\(path)"
  }
}
