import Glibc
import TextProcessing

/// Reads the two formats of word2vec from a mapped file.
///
/// Both start with a line `words dimension`. Then text has a line a word, the word and its numbers
/// with spaces between; binary has for each word its bytes, a space and its numbers as
/// little-endian 32-bit floats, with a line feed after them (word2vec.c) or without (gensim).
struct Word2VecReader {
  let isText: Bool
  private(set) var duplicateCount = 0
  private(set) var illFormedWordCount = 0

  private let file: MappedFile
  private let bytes: UnsafeBufferPointer<UInt8>
  private let rowCount: Int
  private let dimension: Int
  /// What is read next.
  private var position: Int

  /// Longer numbers are taken for damage; the longest that a `Float` is written with has 60 digits.
  private static let longestNumber = 127

  /// Reads the first line.
  ///
  /// - Throws: `FileError` when it isn't that of word2vec's formats, or announces more than the file
  ///   can hold.
  init(_ file: MappedFile) throws(FileError) {
    self.file = file
    bytes = file.bytes.bindMemory(to: UInt8.self)
    let header = bytes.prefix(64)
    let fields = header.prefix { $0 != 0x0A }
      .split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard let lineEnd = header.firstIndex(of: 0x0A), fields.count == 2, fields[0] > 0, fields[1] > 0
    else {
      throw FileError(
        file: file.path, line: 1, problem: "the first line isn't `words dimension`",
        remedy: "give vectors in safetensors or word2vec format (to GloVe's, add that line)")
    }
    (rowCount, dimension) = (fields[0], fields[1])
    position = lineEnd + 1
    // No row is shorter than its dimension: what follows can't overflow.
    let isPlausible = dimension < bytes.count
    isText = isPlausible && Self.isText(bytes[position...], dimension: dimension)
    // Each number takes two bytes of text at least, or four; each row a word and a byte more.
    let size = (isPlausible ? dimension * (isText ? 2 : 4) + 2 : .max)
      .multipliedReportingOverflow(by: rowCount)
    guard isPlausible, !size.overflow, size.partialValue <= bytes.count - position else {
      throw damaged(
        1, "\(rowCount) words with \(dimension) numbers each are more than the file holds")
    }
  }

  /// Reads all rows.
  ///
  /// - Throws: `FileError` when there are fewer or more than the first line says, or a row isn't
  ///   sound.
  mutating func read() throws(FileError) -> WordVectors {
    let matrix = EmbeddingMatrix(rowCount: rowCount, dimension: dimension)
    var words = VocabularyBuilder(minimumCapacity: rowCount)
    var kept = 0
    for index in 0..<rowCount {
      let word =
        isText
        ? try readTextRow(index, into: matrix.row(kept))
        : try readBinaryRow(index, into: matrix.row(kept))
      guard words.add(word) else {
        duplicateCount += 1
        continue
      }
      if WellFormedUTF8.illFormedCount(in: word) > 0 { illFormedWordCount += 1 }
      kept += 1
    }
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    guard position == bytes.count else {
      throw damaged(
        isText ? rowCount + 2 : nil, "more follows than the \(rowCount) words of line 1")
    }
    return WordVectors(vocabulary: words.vocabulary, input: matrix.rows(0..<kept))
  }

  private mutating func readTextRow(
    _ index: Int, into row: UnsafeMutablePointer<Float>
  ) throws(FileError) -> UnsafeBufferPointer<UInt8> {
    let line = index + 2
    guard position < bytes.count else {
      throw damaged(line, "the file ends after \(index) of \(rowCount) words")
    }
    guard let end = find(0x0A) else {
      throw damaged(line, "the file ends within the line")
    }
    let word = field(upTo: end)
    guard !word.isEmpty else { throw damaged(line, "the line doesn't start with a word") }
    for column in 0..<dimension {
      skipBlanks(upTo: end)
      guard position < end else {
        throw damaged(line, "the line has \(column) numbers, not \(dimension)")
      }
      row[column] = try number(field(upTo: end), line: line)
    }
    skipBlanks(upTo: end)
    guard position == end else {
      throw damaged(line, "the line has more than \(dimension) numbers")
    }
    position = end + 1
    return word
  }

  private mutating func readBinaryRow(
    _ index: Int, into row: UnsafeMutablePointer<Float>
  ) throws(FileError) -> UnsafeBufferPointer<UInt8> {
    while position < bytes.count, bytes[position] == 0x0A { position += 1 }
    let size = dimension * MemoryLayout<Float>.stride
    guard let space = find(0x20), bytes.count - space - 1 >= size else {
      throw damaged(nil, "the file ends within word \(index + 1) of \(rowCount)")
    }
    let word = UnsafeBufferPointer(rebasing: bytes[position..<space])
    guard !word.isEmpty else { throw damaged(nil, "word \(index + 1) is empty") }
    for column in 0..<dimension {
      let bits = file.bytes.loadUnaligned(
        fromByteOffset: space + 1 + column * MemoryLayout<Float>.stride, as: UInt32.self)
      row[column] = Float(bitPattern: UInt32(littleEndian: bits))
      guard row[column].isFinite else {
        throw damaged(
          nil, "number \(column + 1) of word \(index + 1) isn't finite")
      }
    }
    position = space + 1 + size
    return word
  }

  /// The place of the next such byte.
  private func find(_ byte: UInt8) -> Int? {
    guard position < bytes.count else { return nil }
    let start = bytes.baseAddress!
    guard let found = memchr(start + position, Int32(byte), bytes.count - position) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  /// What stands before the next blank.
  private mutating func field(upTo end: Int) -> UnsafeBufferPointer<UInt8> {
    let start = position
    while position < end, !Self.isBlank(bytes[position]) { position += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  private mutating func skipBlanks(upTo end: Int) {
    while position < end, Self.isBlank(bytes[position]) { position += 1 }
  }

  private func number(
    _ field: UnsafeBufferPointer<UInt8>, line: Int
  ) throws(FileError) -> Float {
    var value: Float?
    if field.count <= Self.longestNumber {
      // The field has no zero byte after it, which the C library needs.
      value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { text in
        for (index, byte) in field.enumerated() { text[index] = CChar(bitPattern: byte) }
        text[field.count] = 0
        var end: UnsafeMutablePointer<CChar>?
        let value = strtof(text.baseAddress!, &end)
        return end == text.baseAddress! + field.count ? value : nil
      }
    }
    guard let value, value.isFinite else {
      let text = String(decoding: field.prefix(40), as: UTF8.self)
      throw damaged(line, "\"\(text)\" is no finite number")
    }
    return value
  }

  private func damaged(_ line: Int?, _ problem: String) -> FileError {
    FileError(
      file: file.path, line: line, problem: problem,
      remedy: "write the vectors again, or copy the file again whole")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Whether what stands between the first space and the end of the line looks like written
  /// numbers. 32-bit floats hold bytes that don't print, save by a chance of one in many
  /// thousands for very small dimensions.
  private static func isText(
    _ rows: UnsafeBufferPointer<UInt8>.SubSequence, dimension: Int
  ) -> Bool {
    let line = rows.prefix { $0 != 0x0A }
    let numbers = line.drop { $0 != 0x20 && $0 != 0x09 }.dropFirst()
    let printable: Set<UInt8> = Set(0x20...0x7E).union([0x09, 0x0D])
    guard numbers.prefix(4 * dimension).allSatisfy(printable.contains) else { return false }
    // A line that is too short for its numbers, and yet has nothing else, is damaged text.
    let digits = Set("0123456789+-.eE \t\r".utf8)
    return numbers.count >= 2 * dimension - 1
      || numbers.count > 2 && numbers.allSatisfy(digits.contains)
  }
}
