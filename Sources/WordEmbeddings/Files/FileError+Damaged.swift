import SentimentTextProcessing

extension FileError {
  /// The error for a model or vectors in safetensors that aren't whole, or hold what they can't.
  package static func damaged(_ path: String, _ problem: String) -> FileError {
    FileError(
      .damaged, file: path, problem: "not a sound model file: \(problem)",
      remedy: "train it again, or copy it again whole")
  }
}
