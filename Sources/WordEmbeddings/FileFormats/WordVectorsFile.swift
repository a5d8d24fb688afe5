import SentimentTextProcessing

/// Word vectors as they stand in a file of any format that this package reads.
public struct WordVectorsFile: Sendable {
  public let vectors: WordVectors
  public let format: VectorFormat
  /// Rows that were left out because their word had stood in the file before.
  public let duplicateCount: Int
  /// Words that aren't well-formed UTF-8; they are kept byte for byte.
  public let illFormedWordCount: Int
  /// Rows that couldn't be read and were left out.
  public let faultyRowCount: Int
  /// How many words the first line says there are, where there are more or fewer.
  public let wrongWordCount: Int?

  /// Reads vectors; the format is seen from the content.
  ///
  /// Those in a safetensors file stay there and are mapped into memory: their numbers are checked
  /// as they are used, or by ``WordVectors/checkNumbers()``. Files of word2vec and GloVe don't hold
  /// how often the corpus has a word: all counts are 0 then.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - selection: which words to keep; memory is used for these only.
  ///   - skipsFaultyRows: whether rows that can't be read are left out, and a wrong number of words in
  ///     the first line doesn't matter.
  ///   - progress: told how far reading is; mapped vectors are there at once.
  /// - Throws: `FileError` when the file can't be read or isn't sound.
  public init(
    contentsOf path: String, keeping selection: WordSelection = .all,
    skipsFaultyRows: Bool = false, progress: RowProgress = .none
  ) throws(FileError) {
    try self.init(
      try MappedFile(path: path, decompresses: true), keeping: selection,
      skipsFaultyRows: skipsFaultyRows, progress: progress)
  }

  /// The same for bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: a file's content.
  ///   - name: what errors call it.
  ///   - selection: which words to keep.
  ///   - skipsFaultyRows: whether rows that can't be read are left out and counted.
  public init(
    bytes: [UInt8], name: String, keeping selection: WordSelection = .all,
    skipsFaultyRows: Bool = false
  ) throws(FileError) {
    guard !bytes.isEmpty else { throw .emptyFile(name) }
    try self.init(
      MappedFile(copying: bytes, name: name), keeping: selection, skipsFaultyRows: skipsFaultyRows)
  }

  package init(
    _ file: MappedFile, keeping selection: WordSelection = .all, skipsFaultyRows: Bool = false,
    progress: RowProgress = .none
  ) throws(FileError) {
    let collector: WordVectorsCollector
    var subwords: SubwordTable?
    var announcedCount: Int?
    if Safetensors.isLikely(file) {
      vectors = try WordVectors(Safetensors(file: file)).selecting(selection)
      (format, duplicateCount, illFormedWordCount) = (.safetensors, 0, 0)
      (faultyRowCount, wrongWordCount) = (0, nil)
      return
    } else if FastTextArguments.isLikely(file) {
      format = .fastTextBinary
      (collector, subwords) = try FastTextReader(file).read(selection, progress: progress)
    } else if let header = Word2VecHeader(file) {
      announcedCount = header.wordCount
      if header.isFollowedByText(in: file) {
        format = .word2VecText
        var reader = try VectorTextReader(
          file, header: header, skipsFaultyRows: skipsFaultyRows)
        collector = try reader.read(selection, progress: progress)
      } else {
        format = .word2VecBinary
        collector = try Word2VecBinaryReader(
          file, header: header, skipsFaultyRows: skipsFaultyRows
        ).read(selection, progress: progress)
      }
    } else if var reader = VectorTextReader(
      gloveIn: file, skipsFaultyRows: skipsFaultyRows)
    {
      format = .glove
      collector = try reader.read(selection, progress: progress)
    } else if let error = FileSignature.errorInsteadOfVectors(
      file.bytes.bindMemory(to: UInt8.self), file: file.path)
    {
      throw error
    } else {
      throw FileError(
        .malformed, file: file.path, line: 1,
        problem: "the first line isn't `words dimension`, nor a word with its numbers",
        remedy: "give vectors in safetensors, word2vec, GloVe or fastText format")
    }
    vectors = try collector.vectors(of: file.path, subwords: subwords)
    faultyRowCount = collector.faultyRowCount
    wrongWordCount = announcedCount == collector.rowsInFile ? nil : announcedCount
    (duplicateCount, illFormedWordCount) = (collector.duplicateCount, collector.illFormedWordCount)
  }
}

extension Safetensors {
  /// Whether the file starts as one in this format does: a length, and then a JSON object.
  package static func isLikely(_ file: MappedFile) -> Bool {
    guard file.count > 8, file.bytes[8] == UInt8(ascii: "{") else { return false }
    // A header of 16 MB or more would be needed for this byte to be used; in text it always is.
    return file.bytes[3..<8].allSatisfy { $0 == 0 }
  }
}
