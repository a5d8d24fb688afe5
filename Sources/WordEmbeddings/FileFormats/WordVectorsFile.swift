import TextProcessing

/// Word vectors as they stand in a file of any format that this package reads.
public struct WordVectorsFile: Sendable {
  public enum Format: String, Sendable, Codable {
    case safetensors
    case word2VecText = "word2vec-text"
    case word2VecBinary = "word2vec-binary"
  }

  public let vectors: WordVectors
  public let format: Format
  /// Rows that were left out because their word had stood in the file before.
  public let duplicateCount: Int
  /// Words that aren't well-formed UTF-8; they are kept byte for byte.
  public let illFormedWordCount: Int

  /// Reads vectors; the format is seen from the content.
  ///
  /// Files of word2vec don't hold how often the corpus has a word: all counts are 0 then.
  ///
  /// - Throws: `FileError` when the file can't be read, isn't sound, or holds a number that isn't
  ///   finite.
  public init(contentsOf path: String) throws(FileError) {
    let file = try MappedFile(path: path)
    guard Safetensors.isLikely(file) else {
      var reader = try Word2VecReader(file)
      format = reader.isText ? .word2VecText : .word2VecBinary
      vectors = try reader.read()
      (duplicateCount, illFormedWordCount) = (reader.duplicateCount, reader.illFormedWordCount)
      return
    }
    vectors = try WordVectors(Safetensors(file: file))
    (format, duplicateCount, illFormedWordCount) = (.safetensors, 0, 0)
    let input = vectors.input
    for row in 0..<input.rowCount {
      let numbers = UnsafeBufferPointer(start: input.row(row), count: input.dimension)
      guard numbers.allSatisfy(\.isFinite) else {
        throw Safetensors.damaged(
          path, "the vector of \"\(vectors.vocabulary.word(row))\" holds a number that isn't finite"
        )
      }
    }
  }
}

extension Safetensors {
  /// Whether the file starts as one in this format does: a length, and then a JSON object.
  fileprivate static func isLikely(_ file: MappedFile) -> Bool {
    guard file.count > 8, file.bytes[8] == UInt8(ascii: "{") else { return false }
    // A header of 16 MB or more would be needed for this byte to be used; in text it always is.
    return file.bytes[3..<8].allSatisfy { $0 == 0 }
  }
}
