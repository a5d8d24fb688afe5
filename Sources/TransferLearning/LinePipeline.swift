import TextProcessing

/// Works on a file's lines by several threads, with the results in the order of the lines; memory
/// doesn't grow with the file.
public struct LinePipeline: Sendable {
  /// What came of some lines.
  public struct Result: Sendable {
    /// What the workers wrote for the lines.
    public internal(set) var output: [UInt8] = []
    public let lineCount: Int
    /// Bytes of the lines and their ends, as read.
    public let byteCount: Int
    /// Ill-formed UTF-8 sequences in the lines.
    public let illFormedCount: Int
  }

  /// Appends to the output what is to be written for a line.
  public typealias Worker = (_ line: Span<UInt8>, _ output: inout [UInt8]) throws -> Void

  public let threads: Int

  public init(threads: Int) { self.threads = threads }

  /// - Parameters:
  ///   - path: the file; "-" is standard input, whose lines are answered as they come.
  ///   - makeWorker: makes a thread's worker.
  ///   - take: receives the results in the order of the lines.
  /// - Throws: `FileError` when reading fails, and what the closures throw; what comes before has
  ///   been passed on then.
  public func run(
    path: String, makeWorker: () throws -> Worker, take: @escaping (Result) throws -> Void
  ) throws {
    let lines = Lines(try LineReader(path: path))
    try OrderedPipeline(threads: threads).run(
      next: { try lines.reader.nextBatch() },
      makeWorker: {
        let work = try makeWorker()
        return { batch in try Self.result(of: batch, by: work) }
      }, take: take)
  }

  private static func result(of batch: DocumentBatch, by work: Worker) throws -> Result {
    try batch.bytes.withUnsafeBufferPointer { bytes in
      var result = Result(
        lineCount: batch.ranges.count, byteCount: bytes.count,
        illFormedCount: WellFormedUTF8.illFormedCount(in: bytes))
      result.output.reserveCapacity(bytes.count + bytes.count / 4)
      for range in batch.ranges {
        try work(UnsafeBufferPointer(rebasing: bytes[range]).span, &result.output)
      }
      return result
    }
  }

  /// Lets closures share a reader.
  private final class Lines {
    var reader: LineReader

    init(_ reader: consuming LineReader) { self.reader = reader }
  }
}
