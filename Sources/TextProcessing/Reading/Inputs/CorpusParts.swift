import SentimentPlatform

/// Texts cut into parts of about as many bytes, each of which can be read without the others.
///
/// Part `r` of `R` begins at byte `n · r / R` of the `n` bytes of all files one after another, or
/// rather at the next line that begins there. Files that can't be cut stay whole, in the part in which
/// they begin: all but plain text with a document a line, and such as is compressed or in UTF-16.
/// Which text is in which part follows from the files and from `R` alone.
package struct CorpusParts: Sendable {
  /// What a part has of one source.
  struct Piece: Sendable {
    /// The source's place among all, from 0.
    let source: Int
    var files: [InputFile]
  }

  let sources: [CorpusSource]
  /// The pieces of each part, in the order of the sources.
  let parts: [[Piece]]

  package var count: Int { parts.count }

  /// The size of some parts' files, compressed if they are.
  package func byteCount(of range: Range<Int>) -> Int {
    parts[range].joined().flatMap(\.files).reduce(0) { $0 + ($1.size ?? 0) }
  }

  /// - Parameters:
  ///   - count: how many parts there are to be; at least 1.
  ///   - options: how the texts are read.
  /// - Throws: `FileError` when a source isn't there, or is one that can be read only once.
  package init(
    _ sources: [CorpusSource], count: Int, options: ReadingOptions
  ) throws(FileError) {
    self.sources = sources
    var files: [(source: Int, file: InputFile, size: Int)] = []
    for (index, source) in sources.enumerated() {
      for file in try source.files() {
        guard let size = file.size else {
          if case .file(let path) = file.source, access(path.pathBytes, R_OK) != 0 {
            throw FileError.system(errno, file: path)
          }
          throw FileError(
            .unsuitable, file: file.source.name, setting: .replicas,
            problem: "can be read only once, from its beginning, and not cut into parts",
            remedy: "save the text in a file, or leave \(.replicas) out")
        }
        files.append((index, file, size))
      }
    }
    let total = files.reduce(0) { $0 + $1.size }
    // The product may be larger than any number.
    let starts = (0..<count).map { part in
      let (quotient, rest) = total.quotientAndRemainder(dividingBy: count)
      return quotient * part + rest * part / count
    }
    var parts = [[Piece]](repeating: [], count: count)
    var before = 0
    for (source, file, size) in files {
      let first = starts.lastIndex { $0 <= before }!
      let inner = starts.indices.filter { starts[$0] > before && starts[$0] < before + size }
      if !inner.isEmpty, try file.canBeCut(options) {
        var start = 0
        var part = first
        for next in inner {
          let end = max(start, try file.lineStart(from: starts[next] - before))
          parts[part].add(file, start..<end, source)
          (start, part) = (end, next)
        }
        parts[part].add(file, start..<size, source)
      } else {
        parts[first].add(file, nil, source)
      }
      before += size
    }
    self.parts = parts
  }
}

extension [CorpusParts.Piece] {
  fileprivate mutating func add(_ file: InputFile, _ range: Range<Int>?, _ source: Int) {
    guard range?.isEmpty != true else { return }
    var file = file
    file.range = range
    if last?.source != source { append(.init(source: source, files: [])) }
    self[count - 1].files.append(file)
  }
}

extension InputFile {
  /// Whether it is plain text with a document a line, in an encoding in which the byte of a line feed
  /// is nothing else.
  fileprivate func canBeCut(_ options: ReadingOptions) throws(FileError) -> Bool {
    guard [nil, .lines].contains(format(options)) else { return false }
    var bytes = try ByteStream(source)
    guard try !bytes.isCompressed() else { return false }
    var options = options
    options.keepsRecords = true
    var reader = try DocumentReader(source, options: options)
    var text: [UInt8] = []
    guard let head = try reader.next(appendingTo: &text) else { return false }
    let record = reader.record(head, appendingTo: &text)
    return record.layout.format == .lines && !reader.encoding.hasWideUnits
  }

  /// Where the first line begins that doesn't begin before a byte; the end where there is none.
  fileprivate func lineStart(from byte: Int) throws(FileError) -> Int {
    // A line feed before it makes it one.
    var position = byte - 1
    var bytes = try ByteStream(source, range: position..<(size ?? byte))
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { block.deallocate() }
    while case let count = try bytes.read(into: block), count > 0 {
      if let lineFeed = block[..<count].firstIndex(of: UInt8(ascii: "\n")) {
        return position + lineFeed + 1
      }
      position += count
    }
    return position
  }
}
