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
}
