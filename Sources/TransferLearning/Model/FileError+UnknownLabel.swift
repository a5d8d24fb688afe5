import SentimentTextProcessing

extension FileError {
  /// The error for a label that a model doesn't have.
  ///
  /// - Parameters:
  ///   - labels: those that it has.
  ///   - name: what messages call the model.
  static func unknownLabel(_ label: String, of labels: [String], model name: String) -> FileError {
    FileError(
      .wrongLabel, file: name, problem: "the model has no label \"\(label)\"",
      remedy: labels.nearest(to: label).map { "did you mean \"\($0)\"?" }
        ?? "ask for one of \(labels.map { "\"\($0)\"" }.joined(separator: ", "))")
  }
}
