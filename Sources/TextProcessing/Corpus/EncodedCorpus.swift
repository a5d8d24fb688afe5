/// A corpus as word ids: what the trainer reads, once an epoch.
package struct EncodedCorpus: Sendable {
  /// Stands after each document, so that no context reaches into the next one.
  package static let documentEnd: UInt32 = .max

  private let storage: IDStorage
  /// The number of words of its vocabulary; ids are below it.
  package let wordCount: Int
  /// The number of tokens that are in the vocabulary.
  package let tokenCount: Int
  /// The number of documents that have at least one such token.
  package let documentCount: Int

  init(storage: IDStorage, wordCount: Int, tokenCount: Int, documentCount: Int) {
    self.storage = storage
    self.wordCount = wordCount
    self.tokenCount = tokenCount
    self.documentCount = documentCount
  }

  /// Ids and document ends; valid while the corpus is.
  package var ids: UnsafeBufferPointer<UInt32> { storage.ids }

  /// Tells the system that the first `count` ids won't be read soon, so that a corpus in a file
  /// needs no memory for them.
  package func forget(first count: Int) { storage.forget(first: count) }
}

extension EncodedCorpus {
  /// The corpus in two: documents to train on, and documents that are held out.
  ///
  /// - Parameter isHeldOut: told each document's number, from 0.
  /// - Throws: ``FileError`` when a temporary file can't be written.
  package func split(
    _ isHeldOut: (_ document: Int) -> Bool
  ) throws(FileError) -> (training: EncodedCorpus, heldOut: EncodedCorpus) {
    var training = Part()
    var heldOut = Part()
    var start = 0
    var document = 0
    while start < ids.count {
      var end = start
      while end < ids.count, ids[end] != Self.documentEnd { end += 1 }
      let ids = UnsafeBufferPointer(rebasing: ids[start..<min(end + 1, ids.count)])
      if isHeldOut(document) {
        try heldOut.append(ids, tokenCount: end - start)
      } else {
        try training.append(ids, tokenCount: end - start)
      }
      start = end + 1
      document += 1
    }
    return (try training.finish(wordCount: wordCount), try heldOut.finish(wordCount: wordCount))
  }

  private struct Part {
    private let spool = IDSpool()
    private var tokenCount = 0
    private var documentCount = 0

    mutating func append(
      _ document: UnsafeBufferPointer<UInt32>, tokenCount: Int
    ) throws(FileError) {
      try spool.append(contentsOf: document)
      self.tokenCount += tokenCount
      documentCount += 1
    }

    func finish(wordCount: Int) throws(FileError) -> EncodedCorpus {
      EncodedCorpus(
        storage: try spool.finish(), wordCount: wordCount, tokenCount: tokenCount,
        documentCount: documentCount)
    }
  }
}
