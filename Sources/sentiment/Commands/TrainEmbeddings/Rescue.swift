import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Keeps vectors that took hours when their file can't be written in the end.
struct Rescue {
  private let path: String

  /// - Parameter plan: where the run keeps its checkpoints; without one, the folder for temporary
  ///   files is used.
  init(_ plan: CheckpointPlan?) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    path = plan?.path ?? "\(folder)/sentiment-\(getpid()).checkpoint"
  }

  /// - Throws: `FileError` that says how to go on, when the vectors could be kept.
  func keep(_ trained: Checkpoint, after error: FileError, output: String) throws {
    guard OutputFile.isReplaceable(output) else { return }
    do { try trained.write(to: path) } catch { return }
    throw FileError(
      file: error.file, problem: "\(error.problem), but what was trained is kept in \(path)",
      remedy: "write it elsewhere by: sentiment train-embeddings --resume \(path) --output FILE")
  }
}
