/// One of the steps that cut a normalized text into what a model then cuts into pieces. They do what
/// Hugging Face's pre-tokenizers of the same names do.
enum PreTokenization: Sendable {
  /// Words and single punctuation marks.
  case bert
  /// What stands between white space.
  case whitespaceSplit
  /// Words, and runs of what is neither word nor white space.
  case whitespace
  case metaspace(Metaspace)

  /// Spaces become a visible character, which pieces that begin a word have.
  struct Metaspace: Sendable {
    enum Prepending { case always, first, never }

    /// In place of a space: one character.
    let mark: [UInt8]
    /// Whether the mark is put where there was no space: in front of each part, or of the text.
    let prepending: Prepending
    /// Whether the text is cut in front of each mark.
    let splits: Bool
  }

  /// Parts of a text: none of them is empty.
  struct Parts {
    var text: [UInt8]
    var ranges: [Range<Int>]

    init(_ text: [UInt8]) {
      self.text = text
      ranges = text.isEmpty ? [] : [0..<text.count]
    }
  }

  /// - Parameter isFirst: whether the parts are those that the whole text begins with.
  func apply(to parts: inout Parts, isFirst: Bool) {
    switch self {
    case .bert:
      Self.split(&parts) { character in
        CharacterClasses.isWhitespace(character)
          ? .removed : CharacterClasses.isPunctuation(character) ? .alone : .kept(0)
      }
    case .whitespaceSplit:
      Self.split(&parts) { CharacterClasses.isWhitespace($0) ? .removed : .kept(0) }
    case .whitespace:
      Self.split(&parts) { character in
        // A word's characters are none of white space's.
        if character < 0x80 {
          let isWord =
            (character | 0x20) &- 0x61 < 26 || character &- 0x30 < 10 || character == 0x5F
          return isWord
            ? .kept(0) : CharacterClasses.isWhitespace(character) ? .removed : .kept(1)
        }
        return CharacterClasses.isWord(character)
          ? .kept(0) : CharacterClasses.isWhitespace(character) ? .removed : .kept(1)
      }
    case .metaspace(let metaspace): Self.apply(metaspace, to: &parts, isFirst: isFirst)
    }
  }

  private enum Role: Equatable {
    case removed
    /// A part of its own.
    case alone
    /// In one part with its neighbours of the same number.
    case kept(Int)
  }

  private static func split(_ parts: inout Parts, _ role: (UInt32) -> Role) {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(parts.text.count / 5)
    parts.text.withUnsafeBufferPointer { text in
      for range in parts.ranges {
        var start = range.lowerBound
        var last = Role.removed
        var position = start
        while position < range.upperBound {
          let place = position
          let current = role(CodePoints.next(in: text, at: &position))
          if current != last || current == .alone {
            if last != .removed { ranges.append(start..<place) }
            start = place
            last = current
          }
        }
        if last != .removed { ranges.append(start..<range.upperBound) }
      }
    }
    parts.ranges = ranges
  }

  private static func apply(_ metaspace: Metaspace, to parts: inout Parts, isFirst: Bool) {
    var output: [UInt8] = []
    output.reserveCapacity(parts.text.count + parts.text.count / 2 + metaspace.mark.count)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(parts.ranges.count)
    let mark = metaspace.mark
    parts.text.withUnsafeBufferPointer { text in
      for range in parts.ranges {
        var start = output.count
        let part = text[range]
        let isMarked = part.first == 0x20 || part.starts(with: mark)
        let isPrepended =
          switch metaspace.prepending {
          case .always: true
          case .first: isFirst && range.lowerBound == 0
          case .never: false
          }
        if isPrepended, !isMarked { output.append(contentsOf: mark) }
        var position = range.lowerBound
        while position < range.upperBound {
          let place = output.count
          let isSpace = text[position] == 0x20
          let length = isSpace ? 1 : CodePoints.length(first: text[position])
          if isSpace {
            output.append(contentsOf: mark)
          } else {
            output.append(
              contentsOf: UnsafeBufferPointer(rebasing: text[position..<position + length]))
          }
          let isMark = isSpace || text[position] == mark[0] && output[place...].elementsEqual(mark)
          if isMark, metaspace.splits, place > start {
            ranges.append(start..<place)
            start = place
          }
          position += length
        }
        if output.count > start { ranges.append(start..<output.count) }
      }
    }
    parts.text = output
    parts.ranges = ranges
  }
}
