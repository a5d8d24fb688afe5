import SentimentTextProcessing

/// Gathers the rows that a reader finds into vectors.
struct WordVectorsCollector {
  private(set) var duplicateCount = 0
  private(set) var illFormedWordCount = 0
  /// Rows that couldn't be read and were left out.
  var faultyRowCount = 0
  /// How many rows the file has, sound or not, as far as the reader tells.
  var rowsInFile: Int?

  private let rowCount: Int
  private let selection: WordSelection
  private let progress: RowProgress
  private let matrix: EmbeddingMatrix
  private var words: VocabularyBuilder
  private var count = 0

  /// - Parameters:
  ///   - rowCount: the rows of the file, or more; the reader has made sure that it is long enough
  ///     to hold them.
  ///   - progress: told of the rows that have been passed, kept or not.
  init(
    rowCount: Int, dimension: Int, selection: WordSelection, progress: RowProgress = .none
  ) {
    self.rowCount = rowCount
    self.selection = selection
    self.progress = progress
    let capacity = selection.maximumCount(of: rowCount)
    matrix = EmbeddingMatrix(uninitializedRowCount: capacity, dimension: dimension)
    words = VocabularyBuilder(minimumCapacity: capacity)
  }

  /// Where the next row's numbers go; `nil` when the word isn't to be kept.
  ///
  /// - Parameter index: the row's place in the file, from 0.
  mutating func row(
    for word: UnsafeBufferPointer<UInt8>, at index: Int, count occurrences: Int = 0
  ) -> UnsafeMutableBufferPointer<Float>? {
    progress.haveDone(index + 1, of: rowCount)
    guard selection.keeps(index, word) else { return nil }
    guard words.add(word, count: occurrences) else {
      duplicateCount += 1
      return nil
    }
    if WellFormedUTF8.illFormedCount(in: word) > 0 { illFormedWordCount += 1 }
    count += 1
    return UnsafeMutableBufferPointer(start: matrix.row(count - 1), count: matrix.dimension)
  }

  /// - Throws: `FileError` when no row was kept.
  func vectors(
    of path: String, subwords: SubwordTable? = nil
  ) throws(FileError) -> WordVectors {
    guard count > 0 else {
      throw FileError(
        .unknownWords, file: path, problem: "it has none of the words that are to be kept",
        remedy: "keep some of its first words too")
    }
    return WordVectors(
      vocabulary: words.vocabulary, input: matrix.rows(0..<count), subwords: subwords)
  }
}
