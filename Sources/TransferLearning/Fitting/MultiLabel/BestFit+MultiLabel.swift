import SentimentTextProcessing
import SentimentWordEmbeddings

/// Where a text may have any number of labels.
extension BestFit {
  /// - Parameter name: what messages call the labelled texts.
  /// - Throws: `FileError` when texts can't be read or don't suffice, or for a setting that is for one label a text;
  ///   `CancellationError`.
  package func runMultiLabel(
    _ texts: [MultiLabelText], name: String = "the labelled texts"
  ) throws -> FittedMultiLabelModel {
    try checkMultiLabel()
    // What is read of the texts is the same whatever their labels are.
    let unnamed = texts.map { LabelledText(label: "", text: $0.text, line: $0.line) }
    var fit = try rereading(for: unnamed)
    let unlabelled = fit.unlabelledTexts()
    fit.groups = try groups ?? TextGroups(texts.lazy.map(\.text))
    let embeddings =
      try vectors.first?.load() ?? fit.candidates(for: unnamed, unlabelled)[0].embeddings
    let fitter = MultiLabelFitter(try fit.linearFitter(for: unnamed, on: embeddings, unlabelled))
    var encoderFitter: EncoderFitter?
    var asks = true
    let fitted = try fitter.fit(texts, name: name) { base, texts in
      if encoderFitter == nil, asks {
        encoderFitter = try fit.encoderFitter(for: texts, beside: base)
        asks = encoderFitter != nil
      }
      encoderFitter?.base = base
      guard let lesson = try encoderFitter?.lesson(of: texts) else { return base }
      // The encoder reads the texts for the first label alone.
      encoderFitter?.vectors = lesson.vectors
      return try encoderFitter!.fit(lesson, to: texts, name: name)
    }
    report(.fitted)
    return fitted
  }

  private func checkMultiLabel() throws(FileError) {
    let others: [(isGiven: Bool, setting: FileError.Setting)] = [
      (!seedWords.isEmpty, .seedWords), (!configuration.labelShares.isEmpty, .labelShares),
      (configuration.labelWeights != .equal, .labelWeights),
      (configuration.metric != nil, .metric), (configuration.noneLabel != nil, .noneLabel),
      (precision != nil, .promisedPrecision), (vectors.count > 1, .embeddings),
    ]
    if let other = others.first(where: \.isGiven) {
      throw FileError.invalidSetting(
        other.setting, problem: "serves where each text has one label",
        remedy: "leave it out, or leave \(.multiLabel) out")
    }
    guard encoder == .mean else {
      throw FileError.invalidSetting(
        .multiLabel, problem: "an LSTM gives each text one label",
        remedy: "leave it out, or fit without an LSTM")
    }
  }
}
