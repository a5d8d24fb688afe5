/// How a file is compressed, as its first bytes tell, whatever its name is.
enum Compression: String {
  case gzip
  case xz

  private static let signatures: [(Compression, [UInt8])] = [
    (.gzip, [0x1F, 0x8B, 0x08]),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
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

  /// - Throws: `FileError` when there is no memory for it.
  func makeDecompressor(file: String) throws(FileError) -> any Decompressor {
    do throws(DecompressionError) {
      switch self {
      case .gzip: return try GzipDecompressor()
      case .xz: return try XZDecompressor()
      }
    } catch {
      throw error.fileError(file, self)
    }
  }
}

extension DecompressionError {
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
    return FileError(.damaged, file: file, problem: problem, remedy: remedy)
  }
}
