/// Faces and hearts of punctuation, as the emoji that they stand for: ":)" is 🙂, "<3" is ❤.
///
/// Otherwise only their letters and digits would be words, such as the 3 of "<3". They stand apart:
/// behind white space or at the start, and before white space, punctuation or the end; ":)" and ":("
/// may follow a word at once.
struct Emoticons {
  struct Emoticon {
    let end: Int
    let emoji: StaticString
  }

  private let text: UnsafeBufferPointer<UInt8>

  init(in text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The heart that begins with "<" at `start`.
  func heart(at start: Int) -> Emoticon? {
    guard isApart(start) else { return nil }
    let isBroken = text.byte(start + 1) == UInt8(ascii: "/")
    let end = runEnd(of: UInt8(ascii: "3"), from: start + (isBroken ? 2 : 1))
    guard end > start + (isBroken ? 2 : 1), isEnd(end) else { return nil }
    return Emoticon(end: end, emoji: isBroken ? "💔" : "❤")
  }

  /// The face whose eyes are at `start`.
  func face(at start: Int) -> Emoticon? {
    let eyes = text.byte(start)
    var place = start + 1
    let nose = text.byte(place)
    let hasTear = nose == UInt8(ascii: "'")
    if nose == UInt8(ascii: "-") || hasTear { place += 1 }
    let mouth = text.byte(place)
    guard let emoji = Self.emoji(eyes: eyes, hasTear: hasTear, mouth: mouth) else { return nil }
    let end = runEnd(of: mouth, from: place)
    let isBracket = mouth == UInt8(ascii: ")") || mouth == UInt8(ascii: "(")
    let follows =
      text.letterStart(before: start, limit: 0) != nil
      && eyes == UInt8(ascii: ":") && isBracket
    guard isEnd(end), follows || isApart(start) else { return nil }
    return Emoticon(end: end, emoji: emoji)
  }

  private static func emoji(eyes: UInt8, hasTear: Bool, mouth: UInt8) -> StaticString? {
    let isWink = eyes == UInt8(ascii: ";")
    switch Character(Unicode.Scalar(mouth)) {
    case ")", "]": return hasTear ? "😂" : isWink ? "😉" : "🙂"
    case "(", "[": return hasTear || isWink ? "😢" : "🙁"
    case "D": return hasTear ? nil : "😀"
    case "P", "p": return hasTear ? nil : isWink ? "😜" : "😛"
    case "O", "o": return hasTear || isWink ? nil : "😮"
    case "/", "\\": return hasTear || isWink ? nil : "😕"
    case "|": return hasTear || isWink ? nil : "😐"
    case "*": return hasTear ? nil : "😘"
    default: return nil
    }
  }

  private func runEnd(of byte: UInt8, from start: Int) -> Int {
    var end = start
    while text.byte(end) == byte, end < text.count { end += 1 }
    return end
  }

  /// Whether nothing but white space or an emoji, or the like, stands before.
  private func isApart(_ start: Int) -> Bool {
    start == 0 || isWhitespace(text[start - 1]) || text[start - 1] >= 0x80
  }

  private func isEnd(_ end: Int) -> Bool {
    end == text.count || !text[end].isASCIILetterOrDigit && !"<>&@/=(".utf8.contains(text[end])
  }
}
