import SentimentPlatform

/// What was left out and repaired in reading, and where first.
public struct ReadingReport: Sendable, Equatable, Codable {
  /// How often something was seen.
  public struct Tally: Sendable, Equatable, Codable {
    public fileprivate(set) var count = 0
    /// The place of the first one; `nil` when there is none.
    public fileprivate(set) var first: Place?

    mutating func add(_ number: Int = 1, at place: @autoclosure () -> Place) {
      guard number > 0 else { return }
      count += number
      if first == nil { first = place() }
    }

    mutating func add(_ later: Tally) {
      count += later.count
      first = first ?? later.first
    }
  }

  /// A line of a file.
  public struct Place: Sendable, Equatable, Codable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int

    public var description: String { "\(file):\(line)".withoutPathBytes.onOneLine }
  }

  /// The documents that were passed on.
  public internal(set) var documentCount = 0
  /// The characters (Unicode scalars) of the texts that were read, of those that were left out too.
  public internal(set) var characterCount = 0
  /// Empty lines, and records whose text is empty.
  public internal(set) var withoutText = Tally()
  /// Records that can't be read, where these are left out.
  public internal(set) var faulty = Tally()
  /// Records whose label is empty, where labels are asked for.
  public internal(set) var withoutLabel = Tally()
  /// Files in a folder of labelled texts that are in no label's sub-folder.
  public internal(set) var filesWithoutLabel = Tally()
  /// Sequences that are ill-formed UTF-8, or not of the encoding that a file was decoded from, which
  /// were replaced by U+FFFD.
  public internal(set) var illFormedSequences = Tally()
  /// NUL bytes that were replaced by spaces.
  public internal(set) var nulBytes = Tally()

  /// Byte-order marks within files, and headers that stand there again: files that were joined.
  public internal(set) var innerMarks = Tally()
  public internal(set) var repeatedHeaders = Tally()
  /// Halves of surrogate pairs in JSON that were replaced by U+FFFD.
  public internal(set) var loneSurrogates = Tally()
  /// How many of the characters stand for what isn't text. Where they are many, the file is of another
  /// kind or encoding than it was read in.
  public var repairedCount: Int {
    illFormedSequences.count + loneSurrogates.count + nulBytes.count
  }

  /// How files were read, in the order in which it was first seen.
  package private(set) var remarks: [Remark] = []

  /// In how many files something was seen, and where first.
  package struct Remark: Sendable, Equatable, Codable {
    package let remark: ReadingRemark
    package fileprivate(set) var files = Tally()
  }

  public init() {}

  mutating func add(_ remark: ReadingRemark, at place: Place) {
    var files = Tally()
    files.add(at: place)
    add(remark, files)
  }

  private mutating func add(_ remark: ReadingRemark, _ files: Tally) {
    if let index = remarks.firstIndex(where: { $0.remark == remark }) {
      remarks[index].files.add(files)
    } else {
      remarks.append(Remark(remark: remark, files: files))
    }
  }

  /// Adds the report on a text that comes after this one's.
  public mutating func add(_ later: ReadingReport) {
    documentCount += later.documentCount
    characterCount += later.characterCount
    withoutText.add(later.withoutText)
    faulty.add(later.faulty)
    withoutLabel.add(later.withoutLabel)
    filesWithoutLabel.add(later.filesWithoutLabel)
    illFormedSequences.add(later.illFormedSequences)
    nulBytes.add(later.nulBytes)
    innerMarks.add(later.innerMarks)
    repeatedHeaders.add(later.repeatedHeaders)
    loneSurrogates.add(later.loneSurrogates)
    for remark in later.remarks { add(remark.remark, remark.files) }
  }
}

extension ReadingReport {
  /// Counts what became U+FFFD when the text was decoded.
  mutating func countReplaced(in bytes: ArraySlice<UInt8>, at place: Place) {
    let replaced = bytes.indices.dropLast(2).count(where: {
      bytes[$0] == 0xEF && bytes[$0 + 1] == 0xBF && bytes[$0 + 2] == 0xBD
    })
    illFormedSequences.add(replaced, at: place)
  }

  /// Counts the characters from `start` on, and replaces NUL bytes by spaces and ill-formed UTF-8 by
  /// U+FFFD, which it counts too.
  mutating func clean(_ bytes: inout [UInt8], from start: Int, at place: Place) {
    let count = bytes.count - start
    guard count > 0 else { return }
    let (hasNUL, counts) = bytes.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[start...])
      return (memchr(bytes.baseAddress!, 0, count) != nil, WellFormedUTF8.counts(in: bytes))
    }
    characterCount += counts.characters
    if hasNUL {
      for index in start..<bytes.count where bytes[index] == 0 {
        bytes[index] = UInt8(ascii: " ")
        nulBytes.add(at: place)
      }
    }
    if counts.illFormed > 0 {
      let repaired = String(decoding: bytes[start...], as: UTF8.self)
      bytes.replaceSubrange(start..., with: repaired.utf8)
      illFormedSequences.add(counts.illFormed, at: place)
    }
  }
}
