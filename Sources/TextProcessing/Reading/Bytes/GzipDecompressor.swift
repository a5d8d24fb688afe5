import CSentimentZlib

/// Decompresses gzip (RFC 1952) by zlib: one member or several, one after another. Zeros that fill
/// up a block behind the last one are no data.
final class GzipDecompressor: Decompressor {
  // zlib keeps the address.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private(set) var isComplete = false

  /// zlib's code for a gzip header and the largest window (32 KB).
  private static let gzipWindow: Int32 = 16 + 15
  private static let signatureStart: UInt8 = 0x1F

  init() throws(DecompressionError) {
    stream.initialize(to: z_stream())
    let code = inflateInit2_(
      stream, Self.gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { throw .outOfMemory }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decompress(
    _ input: inout UnsafeRawBufferPointer, isLast: Bool,
    into output: UnsafeMutableRawBufferPointer
  ) throws(DecompressionError) -> Int {
    while true {
      if isComplete {
        input = UnsafeRawBufferPointer(rebasing: input.drop { $0 == 0 })
        guard let first = input.first else { return 0 }
        guard first == Self.signatureStart else { throw .trailingBytes }
        inflateReset(stream)
        isComplete = false
      }
      let (count, code) = inflate(&input, into: output)
      switch code {
      case Z_STREAM_END: isComplete = true
      case Z_OK, Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw .outOfMemory
      default: throw .corrupt
      }
      if count > 0 || input.isEmpty { return count }
    }
  }

  private func inflate(
    _ input: inout UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (count: Int, code: Int32) {
    let (inputSize, outputSize) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = inputSize
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = outputSize
    let code = CSentimentZlib.inflate(stream, Z_NO_FLUSH)
    let used = Int(inputSize - stream.pointee.avail_in)
    input = UnsafeRawBufferPointer(rebasing: input[used...])
    return (Int(outputSize - stream.pointee.avail_out), code)
  }
}
