import SentimentPlatform

/// Where text comes from.
public enum CorpusSource: Sendable {
  /// A file by its path; a folder, with all files in it; or a glob such as `reviews/*.txt.gz`.
  case file(String)
  case standardInput
  /// A file's bytes that are in memory already: format and compression are told from them as from
  /// those of a file, and from the name.
  case memory(name: String, text: [UInt8])
  /// Texts that are in memory, each of them one document, whatever stands in it. Errors call them by
  /// the name, and by their number, from 1, in place of a line.
  case texts([String], name: String = "the texts")

  /// The texts of a sequence, when all have come.
  public static func texts<Texts: AsyncSequence>(
    of sequence: Texts, name: String = "the texts"
  ) async throws -> CorpusSource where Texts.Element == String {
    var texts: [String] = []
    for try await text in sequence { texts.append(text) }
    return .texts(texts, name: name)
  }

  /// As a user says it: "-" is standard input.
  public init(path: String) {
    self = path == "-" ? .standardInput : .file(path)
  }

  /// What messages and the model's metadata call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    case .memory(let name, _), .texts(_, let name): name
    }
  }
}

extension CorpusSource {
  /// The same texts from where they can be read more than once: those of standard input are kept in memory.
  ///
  /// - Throws: `FileError` when reading fails.
  package func rereadable() throws(FileError) -> CorpusSource {
    guard case .standardInput = self else { return self }
    var stream = try ByteStream(self)
    var bytes: [UInt8] = []
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { part.deallocate() }
    while case let count = try stream.read(into: part), count > 0 { bytes += part[..<count] }
    return .memory(name: name, text: bytes)
  }

  /// The size in bytes of what isn't a folder, compressed if it is; `nil` where only reading it tells.
  var size: Int? {
    switch self {
    case .memory(_, let text): return text.count
    case .texts(let texts, _):
      return texts.reduce(max(0, texts.count - 1)) { $0 + $1.utf8.count }
    case .standardInput: return nil
    case .file(let path):
      var status = stat()
      guard stat(path.pathBytes, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      return Int(status.st_size)
    }
  }
}
