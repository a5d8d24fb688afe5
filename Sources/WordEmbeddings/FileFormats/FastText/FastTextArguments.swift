import SentimentTextProcessing

/// How a fastText model was trained: the start of its file.
struct FastTextArguments {
  let dimension: Int
  let bucketCount: Int
  /// Characters in the shortest and in the longest n-gram; `nil` when the model has none.
  let lengths: ClosedRange<Int>?
  /// Whether the file has the fields that came with the version number: the list of pruned
  /// n-grams, and whether the matrix is quantized.
  let isVersioned: Bool

  /// The number that files start with since fastText 0.1, followed by their version.
  private static let magic: Int32 = 793_712_314
  private static let supportedVersions: ClosedRange<Int32> = 11...12
  private static let supervised: Int32 = 3
  /// Larger than any in use; a text never starts with so small a number.
  private static let largestDimension: Int32 = 100_000
  private static let part = "its settings"

  /// Whether a file starts as a model of fastText does: with the magic number, or, before there was
  /// one, with plausible settings.
  static func isLikely(_ file: MappedFile) -> Bool {
    func number(_ index: Int) -> Int32 {
      Int32(littleEndian: file.bytes.loadUnaligned(fromByteOffset: index * 4, as: Int32.self))
    }
    guard file.count >= 8 else { return false }
    if number(0) == magic { return true }
    guard file.count >= 56, 1...largestDimension ~= number(0) else { return false }
    return 1...4 ~= number(6) && 1...3 ~= number(7) && (1...11).allSatisfy { number($0) >= 0 }
  }

  init(_ cursor: inout ByteCursor) throws(FileError) {
    let path = cursor.file.path
    var first = try cursor.next(Int32.self, of: Self.part)
    isVersioned = first == Self.magic
    var version: Int32?
    if isVersioned {
      let read = try cursor.next(Int32.self, of: Self.part)
      guard Self.supportedVersions ~= read else {
        throw FileError(
          .unsuitable, file: path,
          problem: "it is a fastText model of version \(read), this program reads 11 and 12",
          remedy: "write its vectors as .vec with the fastText that made it")
      }
      version = read
      first = try cursor.next(Int32.self, of: Self.part)
    }
    // ws, epoch, minCount, neg, wordNgrams, loss; then model, bucket, minn, maxn; lrUpdateRate, t.
    try cursor.skip(6 * 4, of: Self.part)
    let model = try cursor.next(Int32.self, of: Self.part)
    let bucket = try cursor.next(Int32.self, of: Self.part)
    let minimum = try cursor.next(Int32.self, of: Self.part)
    var maximum = try cursor.next(Int32.self, of: Self.part)
    try cursor.skip(4 + 8, of: Self.part)
    // Classifiers of version 11 were trained without n-grams, whatever the file says.
    if version == 11, model == Self.supervised { maximum = 0 }
    guard 1...Self.largestDimension ~= first, bucket >= 0, minimum >= 0,
      maximum <= SubwordTable.longestMaximum
    else { throw .damagedVectors(path, nil, "its settings can't be") }
    dimension = Int(first)
    bucketCount = Int(bucket)
    let shortest = max(1, Int(minimum))
    lengths = bucket > 0 && shortest <= Int(maximum) ? shortest...Int(maximum) : nil
  }
}
