import SentimentTextProcessing

/// Reads word2vec's binary format: after the header for each word its bytes, a space, and its
/// numbers as little-endian 32-bit floats, with a line feed after them (word2vec.c) or without
/// (gensim).
struct Word2VecBinaryReader {
  private let file: MappedFile
  private let header: Word2VecHeader

  /// - Throws: `FileError` when the header announces more than the file can hold.
  init(_ file: MappedFile, header: Word2VecHeader) throws(FileError) {
    try header.check(file, bytesPerNumber: MemoryLayout<Float>.stride)
    self.file = file
    self.header = header
  }

  /// Reads all rows.
  ///
  /// - Throws: `FileError` when there are fewer or more than the header says, or one isn't sound.
  func read(
    _ selection: WordSelection, progress: RowProgress
  ) throws(FileError) -> WordVectorsCollector {
    let bytes = file.bytes.bindMemory(to: UInt8.self)
    let (count, size) = (header.wordCount, header.dimension * MemoryLayout<Float>.stride)
    var collector = WordVectorsCollector(
      rowCount: count, dimension: header.dimension, selection: selection, progress: progress)
    var pages = SequentialPages(file)
    var position = header.end
    for index in 0..<count {
      while position < bytes.count, bytes[position] == 0x0A { position += 1 }
      guard let space = bytes.firstIndex(of: 0x20, from: position),
        bytes.count - space - 1 >= size
      else {
        throw .damagedVectors(
          file.path, nil, "the file ends within word \(index + 1) of \(count)")
      }
      let word = UnsafeBufferPointer(rebasing: bytes[position..<space])
      guard !word.isEmpty else {
        throw .damagedVectors(file.path, nil, "word \(index + 1) is empty")
      }
      position = space + 1 + size
      pages.haveRead(upTo: position)
      guard let row = collector.row(for: word, at: index) else { continue }
      UnsafeMutableRawBufferPointer(row).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: file.bytes[space + 1..<position]))
      guard UnsafeBufferPointer(row).areFinite else {
        throw .damagedVectors(
          file.path, nil, "the vector of word \(index + 1) holds a number that isn't finite")
      }
    }
    while position < bytes.count, bytes[position] == 0x0A { position += 1 }
    guard position == bytes.count else {
      throw .damagedVectors(file.path, nil, "more follows than the \(count) words of line 1")
    }
    return collector
  }
}
