import SentimentTextProcessing

/// Reads word2vec's binary format: after the header for each word its bytes, a space, and its
/// numbers as little-endian 32-bit floats, with a line feed after them (word2vec.c) or without
/// (gensim).
struct Word2VecBinaryReader {
  private let file: MappedFile
  private let header: Word2VecHeader

  /// Whether rows that can't be read are left out, and counted.
  private let skipsFaultyRows: Bool

  /// - Throws: `FileError` when the header announces more than the file can hold.
  init(
    _ file: MappedFile, header: Word2VecHeader, skipsFaultyRows: Bool
  ) throws(FileError) {
    if skipsFaultyRows {
      try header.checkDimension(file)
    } else {
      try header.check(file, bytesPerNumber: MemoryLayout<Float>.stride)
    }
    self.file = file
    self.header = header
    self.skipsFaultyRows = skipsFaultyRows
  }

  /// Reads all rows.
  ///
  /// - Throws: `FileError` when there are fewer or more than the header says, or one isn't sound.
  func read(
    _ selection: WordSelection, progress: RowProgress
  ) throws(FileError) -> WordVectorsCollector {
    let bytes = file.bytes.bindMemory(to: UInt8.self)
    let size = header.dimension * MemoryLayout<Float>.stride
    // No row is shorter than its numbers and the space before them.
    let count = skipsFaultyRows ? (bytes.count - header.end) / (size + 1) : header.wordCount
    var collector = WordVectorsCollector(
      rowCount: count, dimension: header.dimension, selection: selection, progress: progress)
    var pages = SequentialPages(file)
    var position = header.end
    var rowsInFile = 0
    for index in 0..<count {
      while position < bytes.count, bytes[position] == 0x0A { position += 1 }
      if skipsFaultyRows, position == bytes.count { break }
      rowsInFile += 1
      guard let space = bytes.firstIndex(of: 0x20, from: position),
        bytes.count - space - 1 >= size
      else {
        if skipsFaultyRows {
          collector.faultyRowCount += 1
          position = bytes.count
          break
        }
        throw .faultyVectors(
          file.path, nil, "the file ends within word \(index + 1) of \(count)",
          "read what there is by \(.skippingFaultyRecords)")
      }
      let word = UnsafeBufferPointer(rebasing: bytes[position..<space])
      let numbers = UnsafeRawBufferPointer(rebasing: file.bytes[space + 1..<space + 1 + size])
      position = space + 1 + size
      pages.haveRead(upTo: position)
      if skipsFaultyRows, word.isEmpty || !Self.areFinite(numbers) {
        collector.faultyRowCount += 1
        continue
      }
      guard !word.isEmpty else {
        throw .faultyVectors(file.path, nil, "word \(index + 1) is empty")
      }
      guard let row = collector.row(for: word, at: index) else { continue }
      UnsafeMutableRawBufferPointer(row).copyMemory(from: numbers)
      guard UnsafeBufferPointer(row).areFinite else {
        throw .faultyVectors(
          file.path, nil, "the vector of word \(index + 1) holds a number that isn't finite")
      }
    }
    while position < bytes.count, bytes[position] == 0x0A { position += 1 }
    guard position == bytes.count else {
      throw .faultyVectors(
        file.path, nil, "more follows than the \(count) words of line 1",
        "read all rows that there are by \(.skippingFaultyRecords)")
    }
    collector.rowsInFile = rowsInFile
    return collector
  }

  private static func areFinite(_ bytes: UnsafeRawBufferPointer) -> Bool {
    stride(from: 0, to: bytes.count, by: MemoryLayout<Float>.stride).allSatisfy {
      bytes.loadUnaligned(fromByteOffset: $0, as: Float.self).isFinite
    }
  }
}
