import SentimentPlatform

/// The content of a compressed file, in a temporary file without a name that can be mapped.
package enum DecompressedFile {
  private static let pieceSize = 1 << 20

  /// Whether a file that begins like this is compressed by gzip or xz.
  package static func isCompressed(_ start: UnsafeRawBufferPointer) -> Bool {
    Compression(start: start) != nil
  }

  /// - Returns: the temporary file's descriptor, which the caller closes.
  /// - Throws: `FileError` when the file can't be read or is damaged, or there is no room for its
  ///   content.
  package static func open(_ path: String) throws(FileError) -> Int32 {
    let descriptor = try UnnamedFile.open()
    do throws(FileError) {
      try write(path, to: descriptor)
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func write(_ path: String, to descriptor: Int32) throws(FileError) {
    var stream = try ByteStream(.file(path))
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
    defer { piece.deallocate() }
    while case let count = try stream.read(into: piece), count > 0 {
      var written = 0
      while written < count {
        let step = SentimentPlatform.write(
          descriptor, piece.baseAddress! + written, count - written)
        if step < 0 && errno == EINTR { continue }
        guard step >= 0 else {
          throw FileError.system(errno, file: "\(UnnamedFile.folder) (the content of \(path))")
        }
        written += step
      }
    }
  }
}
