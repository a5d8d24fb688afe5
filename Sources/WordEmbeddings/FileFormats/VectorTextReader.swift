import SentimentTextProcessing

/// Reads a line a word with its numbers: word2vec's text format (also fastText's `.vec`), which has
/// a line `words dimension` before these, and GloVe's, which has none.
///
/// The numbers are what stands last on the line, so that a word may have spaces, as some in GloVe's
/// files do.
struct VectorTextReader {
  private let path: String
  private let bytes: UnsafeBufferPointer<UInt8>
  /// What the first line says, or the number of lines.
  private let rowCount: Int
  /// Whether rows that can't be read are left out, and counted.
  private let skipsFaultyRows: Bool
  private let dimension: Int
  /// The line of the first word, from 1.
  private let firstLine: Int
  /// What is read next.
  private var position: Int

  /// - Throws: `FileError` when the header announces more than the file can hold.
  init(
    _ file: MappedFile, header: Word2VecHeader, skipsFaultyRows: Bool
  ) throws(FileError) {
    path = file.path
    bytes = file.bytes.bindMemory(to: UInt8.self)
    self.skipsFaultyRows = skipsFaultyRows
    dimension = header.dimension
    (firstLine, position) = (2, header.end)
    if skipsFaultyRows {
      try header.checkDimension(file)
      rowCount = bytes.lineCount(from: position)
    } else {
      // The last line may end without a line feed.
      try header.check(file, bytesPerNumber: 2, lastRowShortage: 1)
      rowCount = header.wordCount
    }
  }

  /// Vectors without a header.
  ///
  /// - Returns: `nil` when the first line isn't a word with two numbers or more.
  init?(gloveIn file: MappedFile, skipsFaultyRows: Bool) {
    path = file.path
    bytes = file.bytes.bindMemory(to: UInt8.self)
    self.skipsFaultyRows = skipsFaultyRows
    (firstLine, position) = (1, file.byteOrderMarkSize)
    let line = bytes[position...].prefix { $0 != 0x0A }
    guard line.first.map(Self.isBlank) == false else { return nil }
    let numbers = line.split(whereSeparator: Self.isBlank).dropFirst()
    guard numbers.count >= 2, numbers.allSatisfy({ DecimalNumber.float($0) != nil }) else {
      return nil
    }
    dimension = numbers.count
    rowCount = bytes.lineCount(from: position)
  }

  /// Reads all rows.
  ///
  /// - Throws: `FileError` when there are fewer or more than the first line says, or one isn't
  ///   sound.
  mutating func read(
    _ selection: WordSelection, progress: RowProgress
  ) throws(FileError) -> WordVectorsCollector {
    var collector = WordVectorsCollector(
      rowCount: rowCount, dimension: dimension, selection: selection, progress: progress)
    for index in 0..<rowCount {
      let line = firstLine + index
      guard position < bytes.count else {
        throw .faultyVectors(
          path, line, "the file ends after \(index) of \(rowCount) words", Self.countRemedy)
      }
      let end = bytes.firstIndex(of: 0x0A, from: position) ?? bytes.count
      if !skipsFaultyRows || isSound(line: line, position..<end) {
        try readRow(index, line: line, position..<end, into: &collector)
      } else {
        collector.faultyRowCount += 1
      }
      position = min(end + 1, bytes.count)
    }
    collector.rowsInFile = rowCount
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    guard position == bytes.count else {
      throw .faultyVectors(
        path, firstLine + rowCount, "more follows than the \(rowCount) words of line 1",
        Self.countRemedy)
    }
    return collector
  }

  private static let countRemedy = "read all rows that there are by \(.skippingFaultyRecords)"

  /// Whether a line is a word and its numbers.
  private func isSound(line: Int, _ range: Range<Int>) -> Bool {
    guard let starts = try? numberStarts(line: line, range),
      (try? word(line: line, range.lowerBound..<starts[0])) != nil
    else { return false }
    return starts.allSatisfy { DecimalNumber.float(bytes[$0..<numberEnd($0, range)]) != nil }
  }

  private func numberEnd(_ start: Int, _ range: Range<Int>) -> Int {
    var end = start + 1
    while end < range.upperBound, !Self.isBlank(bytes[end]) { end += 1 }
    return end
  }

  private func readRow(
    _ index: Int, line: Int, _ range: Range<Int>, into collector: inout WordVectorsCollector
  ) throws(FileError) {
    let starts = try numberStarts(line: line, range)
    let word = try word(line: line, range.lowerBound..<starts[0])
    guard let row = collector.row(for: word, at: index) else { return }
    for column in 0..<dimension {
      let text = bytes[starts[column]..<numberEnd(starts[column], range)]
      guard let number = DecimalNumber.float(text) else {
        let shown = String(decoding: text.prefix(40), as: UTF8.self)
        throw .faultyVectors(path, line, "\"\(shown)\" is no finite number")
      }
      row[column] = number
    }
  }

  /// Where each number on a line starts.
  private func numberStarts(line: Int, _ range: Range<Int>) throws(FileError) -> [Int] {
    var starts = [Int](repeating: 0, count: dimension)
    var end = range.upperBound
    for column in stride(from: dimension - 1, through: 0, by: -1) {
      while end > range.lowerBound, Self.isBlank(bytes[end - 1]) { end -= 1 }
      while end > range.lowerBound, !Self.isBlank(bytes[end - 1]) { end -= 1 }
      guard end > range.lowerBound else {
        let count = max(0, bytes[range].split(whereSeparator: Self.isBlank).count - 1)
        throw .faultyVectors(path, line, "the line has \(count) numbers, not \(dimension)")
      }
      starts[column] = end
    }
    return starts
  }

  /// The word that stands before the numbers.
  private func word(
    line: Int, _ range: Range<Int>
  ) throws(FileError) -> UnsafeBufferPointer<UInt8> {
    var word = bytes[range]
    while let last = word.last, Self.isBlank(last) { word.removeLast() }
    guard let first = word.first, !Self.isBlank(first) else {
      throw .faultyVectors(path, line, "the line doesn't start with a word")
    }
    let others = word.split(whereSeparator: Self.isBlank).dropFirst()
    guard others.allSatisfy({ DecimalNumber.float($0) == nil }) else {
      throw .faultyVectors(path, line, "the line has more than \(dimension) numbers")
    }
    return UnsafeBufferPointer(rebasing: word)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Lines from a place on, less the blank ones at the end.
  fileprivate func lineCount(from start: Int) -> Int {
    var end = count
    while end > start, self[end - 1] == 0x0A || self[end - 1] == 0x0D { end -= 1 }
    guard end > start else { return 0 }
    var lines = 1
    var position = start
    while let found = firstIndex(of: 0x0A, from: position), found < end {
      lines += 1
      position = found + 1
    }
    return lines
  }
}

extension FileError {
  /// A row that can be left out.
  static func faultyVectors(
    _ path: String, _ line: Int?, _ problem: String,
    _ remedy: String = "leave such rows out by \(.skippingFaultyRecords)"
  ) -> FileError {
    FileError(
      .damaged, file: path, line: line, setting: .skippingFaultyRecords, problem: problem,
      remedy: "\(remedy), or write the vectors again")
  }

  /// Vectors in a file that isn't sound.
  static func damagedVectors(_ path: String, _ line: Int?, _ problem: String) -> FileError {
    FileError(
      .damaged, file: path, line: line, problem: problem,
      remedy: "write the vectors again, or copy the file again whole")
  }
}
