import TextProcessing

/// Which documents of a corpus aren't trained on.
struct HeldOutDocuments {
  private let share: Double
  private let generator: SeededGenerator

  /// The generator's stream, one that no epoch has.
  private static let stream = -3

  init(share: Double, generator: SeededGenerator) {
    self.share = share
    self.generator = generator
  }

  /// Each document is held out by its own draw, which follows from its place and the seed.
  ///
  /// - Throws: `FileError` when there are too few documents to leave some for each purpose.
  func split(_ corpus: EncodedCorpus) throws(FileError) -> (
    training: EncodedCorpus, heldOut: EncodedCorpus
  ) {
    let parts = try corpus.split { document in
      var generator = generator.stream(Self.stream, document)
      return Double(generator.uniform()) < share
    }
    guard parts.heldOut.documentCount > 0, parts.training.documentCount > 0 else {
      throw FileError(
        file: "held-out share \(share)",
        problem: "of \(corpus.documentCount) documents it leaves \(parts.training.documentCount) to"
          + " train on and \(parts.heldOut.documentCount) to measure the loss on",
        remedy: "choose another --held-out, or give more text")
    }
    return parts
  }
}
