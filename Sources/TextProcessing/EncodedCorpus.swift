/// A corpus as word ids: what the trainer reads, once an epoch.
public struct EncodedCorpus: Sendable {
  /// Stands after each document, so that no context reaches into the next one.
  package static let documentEnd: UInt32 = .max

  private let storage: IDStorage
  /// The number of tokens that are in the vocabulary.
  public let tokenCount: Int
  /// The number of documents that have at least one such token.
  public let documentCount: Int

  init(storage: IDStorage, tokenCount: Int, documentCount: Int) {
    self.storage = storage
    self.tokenCount = tokenCount
    self.documentCount = documentCount
  }

  /// Ids and document ends; valid while the corpus is.
  package var ids: UnsafeBufferPointer<UInt32> { storage.ids }

  /// Tells the system that the first `count` ids won't be read soon, so that a corpus in a file
  /// needs no memory for them.
  package func forget(first count: Int) { storage.forget(first: count) }
}
