import SentimentTextProcessing

extension SubwordTable {
  private enum Name {
    static let rows = "subwords.rows"
    /// The shortest and the longest n-gram, and the number of buckets.
    static let settings = "subwords.settings"
    /// Pairs of a bucket that was kept and its row; absent when all were kept.
    static let buckets = "subwords.buckets"
  }

  /// The tensors of the table.
  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    var contents: [(name: String, content: Safetensors.Content)] = [
      (Name.settings, .integers([minimum, maximum, bucketCount]))
    ]
    if let rowsOfBuckets {
      let buckets = rowsOfBuckets.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      contents.append((Name.buckets, .integers(buckets.flatMap { [Int($0.key), Int($0.value)] })))
    }
    return contents + [(Name.rows, .matrix(rows))]
  }

  /// The table in a model file, whose rows stay there; `nil` when it has none.
  ///
  /// - Throws: `FileError` when its numbers don't fit each other.
  init?(_ file: Safetensors, dimension: Int) throws(FileError) {
    guard file.tensors[Name.rows] != nil else { return nil }
    let path = file.file.path
    let settings = try file.integers(Name.settings)
    guard settings.count == 3, 1 <= settings[0], settings[0] <= settings[1],
      settings[1] <= Self.longestMaximum, 1...Int(Int32.max) ~= settings[2]
    else { throw FileError.damaged(path, "the settings of its n-grams can't be") }
    let rowCount = try file.tensor(Name.rows, .float32, rank: 2).shape[0]
    let rows = try EmbeddingMatrix(
      tensor: Name.rows, in: file, rowCount: rowCount, of: "n-grams")
    var rowsOfBuckets: [Int32: Int32]?
    if file.tensors[Name.buckets] != nil {
      let pairs = try file.integers(Name.buckets)
      guard pairs.count.isMultiple(of: 2),
        stride(from: 0, to: pairs.count, by: 2).allSatisfy({
          0..<settings[2] ~= pairs[$0] && 0..<rowCount ~= pairs[$0 + 1]
        })
      else { throw FileError.damaged(path, "some of its n-grams have no row") }
      rowsOfBuckets = [:]
      for place in stride(from: 0, to: pairs.count, by: 2) {
        rowsOfBuckets?[Int32(pairs[place])] = Int32(pairs[place + 1])
      }
    }
    guard rows.dimension == dimension, rowsOfBuckets != nil || rowCount == settings[2] else {
      throw FileError.damaged(path, "the vectors of its n-grams don't fit its words'")
    }
    self.init(
      minimum: settings[0], maximum: settings[1], bucketCount: settings[2], rows: rows,
      rowsOfBuckets: rowsOfBuckets)
  }
}
