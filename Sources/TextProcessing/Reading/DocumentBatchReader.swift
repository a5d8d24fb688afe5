/// Cuts a source into batches of whole documents.
package struct DocumentBatchReader: ~Copyable {
  /// Large enough that handing a batch to a thread costs nothing beside reading it, and small
  /// enough to stay in its cache.
  package static let usualSize = 1 << 18

  package private(set) var documents: DocumentReader
  private let keepsRecords: Bool
  private let batchSize: Int

  /// - Parameter batchSize: bytes of text at which a batch is full.
  package init(
    _ source: CorpusSource, options: ReadingOptions, batchSize: Int = usualSize
  ) throws(FileError) {
    self.init(try DocumentReader(source, options: options), options, batchSize)
  }

  /// The same of some files, or of cuts from them.
  init(_ files: [InputFile], options: ReadingOptions) {
    self.init(DocumentReader(files, options: options), options, Self.usualSize)
  }

  private init(
    _ documents: consuming DocumentReader, _ options: ReadingOptions, _ batchSize: Int
  ) {
    self.documents = documents
    keepsRecords = options.keepsRecords
    self.batchSize = batchSize
  }

  /// The next documents, with a line feed after each, or `nil` at the end of the text. From a pipe
  /// or a terminal they are those that have come; it waits only if there is none.
  package mutating func next() throws(FileError) -> DocumentBatch? {
    var batch = DocumentBatch()
    batch.bytes.reserveCapacity(batchSize + batchSize / 4)
    while batch.bytes.count < batchSize {
      let start = batch.bytes.count
      guard let head = try documents.next(appendingTo: &batch.bytes) else { break }
      batch.ranges.append(start..<batch.bytes.count)
      batch.bytes.append(UInt8(ascii: "\n"))
      if keepsRecords {
        batch.records.append(documents.record(head, appendingTo: &batch.bytes))
      }
      if !documents.isReady { break }
    }
    return batch.ranges.isEmpty ? nil : batch
  }
}

/// Some documents, one after another in one buffer: the unit of work in reading.
package struct DocumentBatch: Sendable {
  package internal(set) var bytes: [UInt8] = []
  /// Document `i` is `bytes[ranges[i]]`.
  package internal(set) var ranges: [Range<Int>] = []
  /// The record of each document, where records are kept; of one that isn't a text, the document is
  /// empty.
  package internal(set) var records: [SourceRecord] = []

  package var textCount: Int {
    records.isEmpty ? ranges.count : records.count { $0.kind == .text }
  }
}
