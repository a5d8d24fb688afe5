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
    return (try training.finish(), try heldOut.finish())
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

    func finish() throws(FileError) -> EncodedCorpus {
      EncodedCorpus(
        storage: try spool.finish(), tokenCount: tokenCount, documentCount: documentCount)
    }
  }
}
