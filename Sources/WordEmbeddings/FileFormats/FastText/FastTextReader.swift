import SentimentTextProcessing

/// Reads the word vectors of a fastText model (`.bin`), with the vectors of its n-grams.
///
/// The file holds the settings, the dictionary, and a matrix with a row for each word and then one
/// for each bucket of n-grams (fastText's `args.cc`, `dictionary.cc`, `densematrix.cc`; the matrix
/// of the output layer, which follows, isn't needed). A word's vector is the mean of its own row
/// and its n-grams' rows. Words are kept byte for byte, since the n-grams' hash is of their bytes.
struct FastTextReader {
  private let file: MappedFile
  private let arguments: FastTextArguments
  private let dictionary: FastTextDictionary
  private let matrix: FastTextMatrix

  /// The end of a sentence has no n-grams.
  private static let sentenceEnd = Array("</s>".utf8)

  /// - Throws: `FileError` when the file isn't sound.
  init(_ file: MappedFile) throws(FileError) {
    self.file = file
    var cursor = ByteCursor(file)
    arguments = try FastTextArguments(&cursor)
    dictionary = try FastTextDictionary(&cursor, isVersioned: arguments.isVersioned)
    let isQuantized =
      arguments.isVersioned ? try cursor.next(UInt8.self, of: "its vectors") != 0 : false
    matrix = try FastTextMatrix(&cursor, isQuantized: isQuantized)
    guard matrix.dimension == arguments.dimension, matrix.rowCount >= dictionary.words.count else {
      throw .damagedVectors(
        file.path, nil,
        "its \(matrix.rowCount) rows of \(matrix.dimension) numbers don't fit its"
          + " \(dictionary.words.count) words of \(arguments.dimension)")
    }
  }

  /// Reads the words' vectors, and those of all n-grams.
  ///
  /// - Throws: `FileError` when a number isn't finite.
  func read(
    _ selection: WordSelection, progress: RowProgress
  ) throws(FileError) -> (WordVectorsCollector, SubwordTable?) {
    let subwords = try subwords(progress)
    let words = dictionary.words
    let ngramCount = subwords?.rows.rowCount ?? 0
    var collector = WordVectorsCollector(
      rowCount: words.count, dimension: matrix.dimension, selection: selection,
      progress: progress.part(after: ngramCount, of: words.count + ngramCount))
    var own = [Float](repeating: 0, count: matrix.dimension)
    for (index, entry) in words.enumerated() {
      guard let row = collector.row(for: entry.word, at: index, count: entry.count) else {
        continue
      }
      own.withUnsafeMutableBufferPointer { matrix.read(index, into: $0) }
      let vector = own.withUnsafeBufferPointer {
        self.vector(of: entry.word, own: $0, subwords)
      }
      guard let vector, vector.withUnsafeBufferPointer(\.areFinite) else {
        throw .damagedVectors(
          file.path, nil, "the vector of word \(index + 1) holds a number that isn't finite")
      }
      _ = row.initialize(from: vector)
    }
    return (collector, subwords)
  }

  /// The mean of a word's own row and its n-grams' rows; `nil` when it isn't finite.
  private func vector(
    of word: UnsafeBufferPointer<UInt8>, own: UnsafeBufferPointer<Float>, _ subwords: SubwordTable?
  ) -> [Float]? {
    guard let subwords, !word.elementsEqual(Self.sentenceEnd) else { return Array(own) }
    return subwords.vector(for: word, own: own)
  }

  private func subwords(_ progress: RowProgress) throws(FileError) -> SubwordTable? {
    let (wordCount, rowsOfBuckets) = (dictionary.words.count, dictionary.rowsOfBuckets)
    guard let lengths = arguments.lengths, rowsOfBuckets?.isEmpty != true else { return nil }
    let rowCount = rowsOfBuckets?.count ?? arguments.bucketCount
    guard wordCount + rowCount <= matrix.rowCount,
      rowsOfBuckets?.allSatisfy({
        0..<Int32(arguments.bucketCount) ~= $0.key && 0..<rowCount ~= Int($0.value)
      }) ?? true
    else { throw .damagedVectors(file.path, nil, "some of its n-grams have no row") }
    let rows = EmbeddingMatrix(uninitializedRowCount: rowCount, dimension: matrix.dimension)
    for row in 0..<rowCount {
      let numbers = UnsafeMutableBufferPointer(start: rows.row(row), count: matrix.dimension)
      matrix.read(wordCount + row, into: numbers)
      guard UnsafeBufferPointer(numbers).areFinite else {
        throw .damagedVectors(
          file.path, nil, "row \(row + 1) of its n-grams holds a number that isn't finite")
      }
      progress.haveDone(row + 1, of: wordCount + rowCount)
    }
    return SubwordTable(
      minimum: lengths.lowerBound, maximum: lengths.upperBound, bucketCount: arguments.bucketCount,
      rows: rows, rowsOfBuckets: rowsOfBuckets)
  }
}
