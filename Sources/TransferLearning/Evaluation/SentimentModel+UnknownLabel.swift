import SentimentTextProcessing

extension SentimentModel {
  /// The error for a label of a text that the model doesn't answer with.
  func unknownLabel(_ label: String, file: String, line: Int) -> FileError {
    // A wrong file is the usual cause; the first labels tell it.
    let shown = answerLabels.prefix(Self.shownLabels).map { "\"\($0)\"" }.joined(separator: ", ")
    let more = answerLabels.count > Self.shownLabels ? ", …" : ""
    return FileError(
      .wrongLabel, file: file, line: line,
      problem: "the model has no label \"\(label)\" (it has \(shown)\(more))",
      remedy: answerLabels.nearest(to: label).map { "did you mean \"\($0)\"?" }
        ?? "give texts with the model's labels, or train a model on these")
  }

  private static let shownLabels = 10
}
