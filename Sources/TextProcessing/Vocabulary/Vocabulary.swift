/// The words a model knows, with how often the corpus has each.
///
/// Words are numbered from 0 by falling count; words of equal count stand in the order of their
/// bytes. The numbering thus depends on the corpus alone, not on who read which part of it first.
public struct Vocabulary: Sendable {
  /// The words by number. Internal: hands out bytes.
  let table: WordTable
  /// `counts[id]` is the number of occurrences in the corpus (in tokens).
  public let counts: [Int]

  /// How often a corpus must have a word so that it is kept.
  package static let minimumCountRange = SettingRange(1...)

  /// The sum of all counts, in tokens.
  public let tokenCount: Int

  /// - Parameters:
  ///   - words: the words in order of their ids; each must be there once.
  ///   - counts: how often the corpus has each word.
  /// - Returns: `nil` when a word is there twice or the lengths differ.
  public init?(words: [String], counts: [Int]) {
    self.init(words: words.map { Array($0.utf8) }, counts: counts)
  }

  /// The same from words as UTF-8 bytes.
  public init?(words: [[UInt8]], counts: [Int]) {
    guard words.count == counts.count else { return nil }
    var table = WordTable(minimumCapacity: words.count)
    for word in words { _ = word.withUnsafeBufferPointer { table.insert($0) } }
    guard table.count == words.count else { return nil }
    self.init(table: table, counts: counts)
  }

  /// The same from all words' bytes in one buffer; `offsets` has one entry more than `counts`, grows
  /// from 0 and ends with the number of bytes.
  package init?(bytes: UnsafeBufferPointer<UInt8>, offsets: [Int], counts: [Int]) {
    guard offsets.count == counts.count + 1,
      let table = WordTable(bytes: bytes, offsets: offsets)
    else { return nil }
    self.init(table: table, counts: counts)
  }

  init(table: WordTable, counts: [Int]) {
    self.table = table
    self.counts = counts
    var total = 0
    for count in counts { total = total.addingReportingOverflow(count).partialValue }
    tokenCount = total
  }

  /// The number of words.
  public var count: Int { counts.count }

  /// The id of a word, or `nil` when it is unknown.
  public func id(of word: String) -> Int? {
    var word = word
    return word.withUTF8 { table.find($0) }
  }

  /// The id of a word given as UTF-8 bytes, or `nil` when it is unknown.
  public func id(of word: Span<UInt8>) -> Int? {
    word.withUnsafeBufferPointer { table.find($0) }
  }

  /// The word with this id; ill-formed UTF-8 (from a file of another program) is repaired.
  public func word(_ id: Int) -> String {
    table.withWord(id) { String(decoding: $0, as: UTF8.self) }
  }

  /// The same for bytes where they lie.
  package func id(of word: UnsafeBufferPointer<UInt8>) -> Int? { table.find(word) }

  /// The bytes of the word with this id as they are, valid during the call.
  package func withBytes<Result>(
    of id: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try table.withWord(id, body)
  }

  /// All words in order of their ids.
  public var words: [String] { (0..<count).map(word) }

  /// All words' bytes without a gap; word `id` is `bytes[offsets[id]..<offsets[id + 1]]`.
  package var bytes: [UInt8] { table.bytes }

  /// Tells it from vocabularies of other words or counts.
  package var digest: UInt64 {
    var digest = CorpusDigest()
    digest.add(bytes)
    offsets.withUnsafeBytes { digest.add($0) }
    counts.withUnsafeBytes { digest.add($0) }
    return digest.value
  }
  package var offsets: [Int] { table.offsets }
}

/// Makes a vocabulary of words that come one by one, in the order in which they come.
package struct VocabularyBuilder {
  private var table: WordTable
  private var counts: [Int] = []

  package init(minimumCapacity: Int) { table = WordTable(minimumCapacity: minimumCapacity) }

  /// - Parameter count: how often a corpus has the word, 0 where that isn't known.
  /// - Returns: whether the word is new; a word that was there before stays as it is.
  package mutating func add(_ word: UnsafeBufferPointer<UInt8>, count: Int = 0) -> Bool {
    guard table.insert(word) == counts.count else { return false }
    counts.append(count)
    return true
  }

  /// The words so far.
  package var vocabulary: Vocabulary { Vocabulary(table: table, counts: counts) }
}
