/// Turns a compressed stream into its content, piece by piece.
protocol Decompressor: AnyObject {
  /// Decompresses as much as fits.
  ///
  /// - Parameters:
  ///   - input: the next compressed bytes; what was used of them is taken off.
  ///   - isLast: whether no more will come.
  ///   - output: where the content goes.
  /// - Returns: the number of bytes written. 0 means that more input is needed, or that all has
  ///   been written.
  func decompress(
    _ input: inout UnsafeRawBufferPointer, isLast: Bool,
    into output: UnsafeMutableRawBufferPointer
  ) throws(DecompressionError) -> Int

  /// Whether the input may end here.
  var isComplete: Bool { get }
}

/// Why a compressed file can't be read.
enum DecompressionError: Error {
  case corrupt
  case needsTooMuchMemory
  case outOfMemory
  case trailingBytes
  case truncated

  /// What the error is about a file, with the way out.
  func fileError(_ file: String, _ compression: Compression) -> FileError {
    let copy = "copy it again whole"
    let name = compression.rawValue
    let (problem, remedy) =
      switch self {
      case .corrupt: ("the \(name) data is damaged", copy)
      case .needsTooMuchMemory:
        (
          "its \(name) dictionary takes more than \(XZDecompressor.memoryLimit >> 20) MB",
          "compress it with a smaller one (xz -9 or less)"
        )
      case .outOfMemory: ("there is no memory to decompress it", "free some")
      case .trailingBytes:
        ("something else follows the \(name) data", "decompress it first, and look at its end")
      case .truncated: ("the \(name) data ends too early", copy)
      }
    return FileError(file: file, problem: problem, remedy: remedy)
  }
}
