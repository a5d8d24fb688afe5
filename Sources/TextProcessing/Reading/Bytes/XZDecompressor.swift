import CSentimentLZMA

/// Decompresses xz (https://tukaani.org/xz/xz-file-format.txt) by liblzma: one stream or several,
/// one after another.
final class XZDecompressor: Decompressor {
  private let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
  private(set) var isComplete = false

  /// Four times what `xz -9` takes; a file can ask for 4 GB.
  static let memoryLimit: UInt64 = 256 << 20
  /// liblzma's LZMA_CONCATENATED, a macro that Swift doesn't see.
  private static let concatenated: UInt32 = 0x08

  init() throws(DecompressionError) {
    stream.initialize(to: lzma_stream())
    let code = lzma_stream_decoder(stream, Self.memoryLimit, Self.concatenated)
    if code != LZMA_OK { throw .outOfMemory }
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  func decompress(
    _ input: inout UnsafeRawBufferPointer, isLast: Bool,
    into output: UnsafeMutableRawBufferPointer
  ) throws(DecompressionError) -> Int {
    if isComplete { return 0 }
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = output.count
    let code = lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
    input = UnsafeRawBufferPointer(rebasing: input[(input.count - stream.pointee.avail_in)...])
    switch code {
    case LZMA_OK: break
    case LZMA_STREAM_END: isComplete = true
    case LZMA_BUF_ERROR: if isLast, stream.pointee.avail_out > 0 { throw .truncated }
    case LZMA_MEM_ERROR: throw .outOfMemory
    case LZMA_MEMLIMIT_ERROR: throw .needsTooMuchMemory
    default: throw .corrupt
    }
    return output.count - stream.pointee.avail_out
  }
}
