/// Texts that are pieces wherever they stand, such as "[MASK]": they are looked for before the text around
/// them is cut.
struct AddedTokens: Sendable {
  struct Token: Sendable {
    let id: Int32
    /// Whether it counts only where no word goes on at its ends.
    let isWord: Bool
    /// Whether it takes the white space in front of it, and behind it.
    let stripsLeft: Bool
    let stripsRight: Bool
  }

  /// A part of a text: one of the tokens, or what is between them.
  struct Part {
    let range: Range<Int>
    let id: Int32?
  }

  private let index: PieceIndex?
  private let tokens: [Token]
  /// Whether a token begins with a byte.
  private let begins: [Bool]

  /// No token.
  static let none = AddedTokens()

  private init() {
    index = nil
    tokens = []
    begins = []
  }

  /// - Parameter contents: the texts of the tokens, one for each.
  init(_ contents: [String], _ tokens: [Token]) throws(PieceIndex.Fault) {
    self.tokens = tokens
    index = try PieceIndex(PieceTable(contents), indices: contents.indices)
    var begins = [Bool](repeating: false, count: 256)
    for content in contents {
      if let first = content.utf8.first { begins[Int(first)] = true }
    }
    self.begins = begins
  }

  /// Calls `body` with the parts of a text in their order, of which none is empty.
  ///
  /// - Parameter body: returns whether it wants more.
  func forEachPart(of text: UnsafeBufferPointer<UInt8>, _ body: (Part) -> Bool) {
    var done = 0
    if let index {
      var position = 0
      while position < text.count {
        guard begins[Int(text[position])],
          let match = index.longestPiece(in: text, from: position, to: text.count)
        else {
          position += CodePoints.length(first: text[position])
          continue
        }
        let token = tokens[match.index]
        let range = position..<match.end
        position = match.end
        if token.isWord, Self.isInWord(range, of: text) { continue }
        let start =
          token.stripsLeft ? Self.whitespaceStart(before: range, in: text) : range.lowerBound
        let end = token.stripsRight ? Self.whitespaceEnd(after: range, in: text) : range.upperBound
        let first = max(start, done)
        if done < first, !body(Part(range: done..<first, id: nil)) { return }
        done = max(first, end)
        if !body(Part(range: first..<done, id: token.id)) { return }
      }
    }
    if done < text.count { _ = body(Part(range: done..<text.count, id: nil)) }
  }

  /// Whether a word goes on at one of the range's ends.
  private static func isInWord(_ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>) -> Bool {
    if range.lowerBound > 0 {
      var position = CodePoints.start(in: text, before: range.lowerBound)
      if CharacterClasses.isWord(CodePoints.next(in: text, at: &position)) { return true }
    }
    guard range.upperBound < text.count else { return false }
    var position = range.upperBound
    return CharacterClasses.isWord(CodePoints.next(in: text, at: &position))
  }

  private static func whitespaceStart(
    before range: Range<Int>, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var start = range.lowerBound
    while start > 0 {
      let previous = CodePoints.start(in: text, before: start)
      var position = previous
      guard CharacterClasses.isWhitespace(CodePoints.next(in: text, at: &position)) else { break }
      start = previous
    }
    return start
  }

  private static func whitespaceEnd(
    after range: Range<Int>, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var end = range.upperBound
    while end < text.count {
      var next = end
      guard CharacterClasses.isWhitespace(CodePoints.next(in: text, at: &next)) else { break }
      end = next
    }
    return end
  }
}
