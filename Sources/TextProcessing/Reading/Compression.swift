/// How a file is compressed, as its first bytes tell, whatever its name is.
enum Compression: String {
  case gzip
  case xz
  case bzip2
  case zstd = "Zstandard"
  case zip

  private static let signatures: [(Compression, [UInt8])] = [
    (.gzip, [0x1F, 0x8B, 0x08]),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    (.bzip2, [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
    (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
    (.zip, [0x50, 0x4B, 0x03, 0x04]),
  ]

  /// The compression of a file that begins with these bytes; `nil` for none.
  init?(start: some Collection<UInt8>) {
    guard let (found, _) = Self.signatures.first(where: { start.starts(with: $0.1) }) else {
      return nil
    }
    self = found
  }

  /// Whether more bytes could make this the start of a compressed file.
  static func needsMore(than start: some Collection<UInt8>) -> Bool {
    signatures.contains { $0.1.count > start.count && $0.1.starts(with: start) }
  }

  /// - Throws: `FileError` when files of this kind aren't read.
  func makeDecompressor(file: String) throws(FileError) -> any Decompressor {
    do throws(DecompressionError) {
      switch self {
      case .gzip: return try GzipDecompressor()
      case .xz: return try XZDecompressor()
      case .bzip2, .zstd, .zip: break
      }
    } catch {
      throw error.fileError(file, self)
    }
    throw FileError(
      file: file, problem: "is a \(rawValue) file, which isn't read",
      remedy: "decompress it, or compress it with gzip or xz")
  }
}
