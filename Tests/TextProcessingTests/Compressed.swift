import CSentimentLZMA
import CSentimentZlib
import Testing

/// Bytes as gzip and xz would compress them, by the libraries themselves.
enum Compressed {
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    let gzipWindow: Int32 = 16 + 15
    let code = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    try #require(code == Z_OK)
    defer { deflateEnd(&stream) }
    var bytes = bytes
    let size = Int(deflateBound(&stream, UInt(bytes.count)))
    return try bytes.withUnsafeMutableBufferPointer { input in
      try [UInt8](unsafeUninitializedCapacity: size) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(size)
        try #require(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        count = size - Int(stream.avail_out)
      }
    }
  }

  static func xz(_ bytes: [UInt8]) throws -> [UInt8] {
    let size = lzma_stream_buffer_bound(bytes.count)
    return try [UInt8](unsafeUninitializedCapacity: size) { output, count in
      let code = lzma_easy_buffer_encode(
        1, LZMA_CHECK_CRC64, nil, bytes, bytes.count, output.baseAddress, &count, size)
      try #require(code == LZMA_OK)
    }
  }
}
