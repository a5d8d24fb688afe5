import SentimentTextProcessing

/// Works on texts by several threads, with the results in the order of the texts; memory doesn't
/// grow with their number.
package struct TextPipeline: Sendable {
  /// What came of some texts.
  package struct Result: Sendable {
    /// What the workers wrote for the texts.
    package let output: [UInt8]
    package let textCount: Int
    /// Bytes of text.
    package let byteCount: Int
    /// Bytes that had been read from the sources by then, compressed if they are.
    package let inputByteCount: Int
  }

  /// Appends to the output what is to be written for a text, which is well-formed UTF-8.
  package typealias Worker = (_ text: Span<UInt8>, _ output: inout [UInt8]) throws -> Void

  package let threads: Int
  /// Bytes of texts that a worker gets at a time.
  package let batchSize: Int

  package init(threads: Int, batchSize: Int = DocumentBatchReader.usualSize) {
    self.threads = threads
    self.batchSize = batchSize
  }

  /// - Parameters:
  ///   - sources: the texts; those of a pipe or a terminal are answered as they come.
  ///   - options: how they are read.
  ///   - makeWorker: makes a thread's worker.
  ///   - take: receives the results in the order of the texts.
  /// - Returns: what was left out and repaired in reading.
  /// - Throws: `FileError` when reading fails, and what the closures throw; what comes before has
  ///   been passed on then.
  package func run(
    reading sources: [CorpusSource], options: ReadingOptions, makeWorker: () throws -> Worker,
    take: @escaping (Result) throws -> Void
  ) throws -> ReadingReport {
    try run(reading: sources, options: options) {
      let work = try makeWorker()
      return { documents in try Self.output(of: documents, by: work) }
    } take: { output, size in
      try take(
        Result(
          output: output, textCount: size.textCount, byteCount: size.byteCount,
          inputByteCount: size.inputByteCount))
    }
  }

  /// How much was worked on at a time.
  package struct BatchSize {
    package let textCount: Int
    package let byteCount: Int
    /// Bytes that had been read from the sources by then, compressed if they are.
    package let inputByteCount: Int
  }

  /// The same for workers that take texts by the batch, with their records if these are kept.
  package func run<Output>(
    reading sources: [CorpusSource], options: ReadingOptions,
    makeWorker: () throws -> (DocumentBatch) throws -> Output,
    take: @escaping (Output, BatchSize) throws -> Void
  ) throws -> ReadingReport {
    let batches = Batches(sources, options, batchSize: batchSize)
    try OrderedPipeline(threads: threads).run(
      next: batches.next,
      makeWorker: {
        let work = try makeWorker()
        return { (batch: Batches.Batch) in
          let documents = batch.documents
          return (
            try work(documents),
            BatchSize(
              textCount: documents.textCount, byteCount: documents.bytes.count,
              inputByteCount: batch.inputByteCount)
          )
        }
      },
      take: { (result: (output: Output, size: BatchSize)) in
        try take(result.output, result.size)
      })
    return batches.report
  }

  private static func output(of documents: DocumentBatch, by work: Worker) throws -> [UInt8] {
    try documents.bytes.withUnsafeBufferPointer { bytes in
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count + bytes.count / 4)
      for range in documents.ranges {
        try work(UnsafeBufferPointer(rebasing: bytes[range]).span, &output)
      }
      return output
    }
  }

  /// The texts of all sources, one source after another.
  private final class Batches {
    struct Batch {
      let documents: DocumentBatch
      let inputByteCount: Int
    }

    private var sources: ArraySlice<CorpusSource>
    private let options: ReadingOptions
    private let batchSize: Int
    private var reader: Reader?
    private var inputByteCount = 0
    private(set) var report = ReadingReport()

    init(_ sources: [CorpusSource], _ options: ReadingOptions, batchSize: Int) {
      self.sources = sources[...]
      self.options = options
      self.batchSize = batchSize
    }

    func next() throws -> Batch? {
      while true {
        if let reader {
          let documents = try reader.batches.next()
          let count = inputByteCount + reader.batches.documents.inputByteCount
          if let documents { return Batch(documents: documents, inputByteCount: count) }
          inputByteCount = count
          report.add(reader.batches.documents.report)
        }
        reader = nil
        guard let source = sources.popFirst() else { return nil }
        reader = Reader(try DocumentBatchReader(source, options: options, batchSize: batchSize))
      }
    }
  }

  /// Lets closures share a reader.
  private final class Reader {
    var batches: DocumentBatchReader

    init(_ batches: consuming DocumentBatchReader) { self.batches = batches }
  }
}
