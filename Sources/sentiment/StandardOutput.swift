import Glibc
import TextProcessing

/// Standard output, with its errors: a full disk must not pass for success.
final class StandardOutput {
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// - Throws: `FileError` when it can't be written to.
  func write(_ text: String) throws { try write(text.utf8) }

  /// - Throws: `FileError` when it can't be written to.
  func write(_ bytes: some Collection<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands what was written on to the reader.
  func flush() throws {
    var written = 0
    while written < buffer.count {
      let step = buffer.withUnsafeBytes {
        Glibc.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
      }
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw FileError.system(errno, file: "standard output") }
      written += step
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Standard error: progress and messages, unbuffered. Nothing can be done about its own errors.
enum StandardError {
  static func write(_ text: String) {
    var text = text
    _ = text.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
