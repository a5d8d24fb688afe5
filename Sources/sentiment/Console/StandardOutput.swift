import SentimentPlatform
import SentimentTextProcessing

/// Standard output, with its errors: a full disk must not pass for success.
final class StandardOutput {
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// - Throws: `FileError` when it can't be written to.
  func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// - Throws: `FileError` when it can't be written to.
  func write(_ bytes: [UInt8]) throws {
    if bytes.count >= Self.bufferSize {
      try flush()
      return try Self.pass(bytes)
    }
    buffer += bytes
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands what was written on to the reader.
  func flush() throws {
    try Self.pass(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func pass(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let step = bytes.withUnsafeBytes {
        SentimentPlatform.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
      }
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw FileError.system(errno, file: "standard output") }
      written += step
    }
  }
}
