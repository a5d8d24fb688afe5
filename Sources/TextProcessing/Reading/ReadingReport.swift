import SentimentPlatform

/// What was left out and repaired in reading, and where first.
public struct ReadingReport: Sendable, Equatable {
  /// How often something was seen.
  public struct Tally: Sendable, Equatable {
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
  public struct Place: Sendable, Equatable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int

    public var description: String { "\(file):\(line)".onOneLine }
  }

  /// The documents that were passed on.
  public internal(set) var documentCount = 0
  /// Empty lines, and records whose text is empty.
  public internal(set) var withoutText = Tally()
  /// Records that can't be read, where these are left out.
  public internal(set) var faulty = Tally()
  /// Files in a folder of labelled texts that are in no label's sub-folder.
  public internal(set) var filesWithoutLabel = Tally()
  /// Ill-formed UTF-8 sequences that were replaced by U+FFFD.
  public internal(set) var illFormedSequences = Tally()
  /// NUL bytes that were replaced by spaces.
  public internal(set) var nulBytes = Tally()

  public init() {}

  /// Adds the report on a text that comes after this one's.
  public mutating func add(_ later: ReadingReport) {
    documentCount += later.documentCount
    withoutText.add(later.withoutText)
    faulty.add(later.faulty)
    filesWithoutLabel.add(later.filesWithoutLabel)
    illFormedSequences.add(later.illFormedSequences)
    nulBytes.add(later.nulBytes)
  }
}

extension ReadingReport {
  /// Replaces NUL bytes by spaces and ill-formed UTF-8 by U+FFFD, from `start` on, and counts them.
  mutating func clean(_ bytes: inout [UInt8], from start: Int, at place: Place) {
    let count = bytes.count - start
    guard count > 0 else { return }
    let (hasNUL, illFormed) = bytes.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[start...])
      return (memchr(bytes.baseAddress!, 0, count) != nil, WellFormedUTF8.illFormedCount(in: bytes))
    }
    if hasNUL {
      for index in start..<bytes.count where bytes[index] == 0 {
        bytes[index] = UInt8(ascii: " ")
        nulBytes.add(at: place)
      }
    }
    if illFormed > 0 {
      let repaired = String(decoding: bytes[start...], as: UTF8.self)
      bytes.replaceSubrange(start..., with: repaired.utf8)
      illFormedSequences.add(illFormed, at: place)
    }
  }
}
