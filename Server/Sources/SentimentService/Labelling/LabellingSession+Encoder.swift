import SentimentTransferLearning

/// What the encoder does in the background, one thing at a time.
extension LabellingSession {
  /// Whether the encoder is still at the latest texts and labels.
  var isEncoding: Bool { encoder != nil && (isLearning || encodedEdition != state.edition) }

  /// Has the latest texts and labels read and learned, in place of those before.
  func beginEncoding() {
    guard let encoder else { return }
    let before = encoding
    before?.cancel()
    encoding = Task {
      await before?.value
      try? await encode(by: encoder)
      if !Task.isCancelled { encodedEdition = state.edition }
    }
  }

  /// Ends what the encoder does, which takes a tenth of a second or so; what it made of texts is kept.
  func endEncoding() async {
    encoding?.cancel()
    await encoding?.value
  }

  private func encode(by encoder: EncoderFit) async throws {
    try await Task.sleep(for: Self.quiet)
    let validated = try await validated()
    // Were there other labels meanwhile, another task has them.
    try Task.checkCancellation()
    let texts = try store.texts(atMost: LabelFit.mostTexts)
    guard !texts.isEmpty else { return try encoder.forget() }
    guard validated.usedNames.count > 1 else {
      return try await encoder.read(texts, on: validated.embeddings)
    }
    // More would take minutes and gigabytes, and a model of words learns all from them.
    guard validated.labels.count <= LabelFit.mostTexts else { return }
    let judged = try await encoder.judged(validated, texts: texts)
    if state.edition == validated.edition { use(encoder: judged) }
  }
}
