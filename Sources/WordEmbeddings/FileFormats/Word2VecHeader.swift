import SentimentTextProcessing

/// The first line of word2vec's formats, `words dimension`.
struct Word2VecHeader {
  let wordCount: Int
  let dimension: Int
  /// Where the line after it starts.
  let end: Int

  /// - Returns: `nil` when the file doesn't start with such a line.
  init?(_ file: MappedFile) {
    let start = file.bytes.dropFirst(file.byteOrderMarkSize).prefix(64)
    let fields = start.prefix { $0 != 0x0A }
      .split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard let lineEnd = start.firstIndex(of: 0x0A), fields.count == 2, fields[0] > 0, fields[1] > 0
    else { return nil }
    (wordCount, dimension) = (fields[0], fields[1])
    end = lineEnd + 1
  }

  /// - Parameters:
  ///   - bytesPerNumber: the fewest that a number takes in the format.
  ///   - lastRowShortage: how many bytes less than that the last row may have.
  /// - Throws: `FileError` when the file is too short for what the line announces.
  func check(
    _ file: MappedFile, bytesPerNumber: Int, lastRowShortage: Int = 0
  ) throws(FileError) {
    // No row is shorter than its dimension: what follows can't overflow. A row has a word, too,
    // and a byte after it.
    let isPlausible = dimension < file.count
    let size = (isPlausible ? dimension * bytesPerNumber + 2 : .max)
      .multipliedReportingOverflow(by: wordCount)
    guard isPlausible, !size.overflow, size.partialValue - lastRowShortage <= file.count - end
    else {
      throw .faultyVectors(
        file.path, 1,
        "\(wordCount) words with \(dimension) numbers each are more than the file holds",
        "read those that there are by \(.skippingFaultyRecords)")
    }
  }

  /// - Throws: `FileError` when not even one row can be in the file.
  func checkDimension(_ file: MappedFile) throws(FileError) {
    guard dimension < file.count else {
      throw .damagedVectors(file.path, 1, "\(dimension) numbers are more than the file holds")
    }
  }

  /// Whether what stands between the first space and the end of the next line looks like written
  /// numbers. 32-bit floats hold bytes that don't print, save by a chance of one in many
  /// thousands for very small dimensions.
  func isFollowedByText(in file: MappedFile) -> Bool {
    guard dimension < file.count else { return false }
    let line = file.bytes[end...].prefix { $0 != 0x0A }
    let numbers = line.drop { $0 != 0x20 && $0 != 0x09 }.dropFirst()
    let printable: Set<UInt8> = Set(0x20...0x7E).union([0x09, 0x0D])
    guard numbers.suffix(2 * dimension).allSatisfy(printable.contains) else { return false }
    // A line that is too short for its numbers, and yet has nothing else, is damaged text.
    let digits = Set("0123456789+-.eE \t\r".utf8)
    return numbers.count >= 2 * dimension - 1
      || numbers.count > 2 && numbers.allSatisfy(digits.contains)
  }
}

extension MappedFile {
  /// The bytes of the mark that some programs write at the start of UTF-8; 0 where there is none.
  var byteOrderMarkSize: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
