/// One of the steps that bring a text into the form in which a vocabulary has it. They do what Hugging
/// Face's normalizers of the same names do.
enum NormalizationStep: Sendable {
  case bert(BertNormalization)
  case form(NormalForm)
  /// `Precompiled`
  case characterMap(CharacterMap)
  /// The same by single code points, which the form KC has composed before.
  case codePointMap(CodePointMap)
  case lowercase
  case strip(left: Bool, right: Bool)
  case stripAccents
  /// Puts bytes in front of a text that has any.
  case prepend([UInt8])
  case replace(Replacement)

  /// How often a text may become as long as it was, and by how many bytes it may grow beside. The forms
  /// KC and KD make it eleven times as long at most; a file could ask for any number.
  private static let growth = (factor: 64, bytes: 4_096)

  /// - Parameter text: well-formed UTF-8, which it stays.
  static func apply(_ steps: [NormalizationStep], to text: inout [UInt8]) {
    let limit = growth.factor * text.count + growth.bytes
    for step in steps { step.apply(to: &text, limit: limit) }
  }

  private func apply(to text: inout [UInt8], limit: Int) {
    switch self {
    case .bert(let steps): steps.apply(to: &text)
    case .form(let form): form.normalize(&text)
    case .characterMap(let map): map.apply(to: &text, limit: limit)
    case .codePointMap(let map): map.apply(to: &text, limit: limit)
    case .lowercase: Self.lowercase(&text)
    case .strip(let left, let right): Self.strip(&text, left: left, right: right)
    case .stripAccents: Self.remove(from: &text, CharacterClasses.isMark)
    case .prepend(let bytes):
      if !text.isEmpty, text.count < limit { text.insert(contentsOf: bytes, at: 0) }
    case .replace(let replacement): replacement.apply(to: &text, limit: limit)
    }
  }

  /// Makes each character lower-case for itself: a final sigma is "σ".
  static func lowercase(_ text: inout [UInt8]) {
    let ascii = text.withUnsafeBytes { WellFormedUTF8.asciiPrefix(of: $0) }
    for position in 0..<ascii where text[position] &- 0x41 < 26 { text[position] |= 0x20 }
    guard ascii < text.count else { return }
    mapCharacters(of: &text, from: ascii) { character, output in
      if character < 0x80 {
        output.append(character &- 0x41 < 26 ? UInt8(character) | 0x20 : UInt8(character))
      } else {
        output.append(
          contentsOf: CharacterClasses.scalar(character).properties.lowercaseMapping.utf8)
      }
    }
  }

  static func remove(from text: inout [UInt8], _ isRemoved: (UInt32) -> Bool) {
    let ascii = text.withUnsafeBytes { WellFormedUTF8.asciiPrefix(of: $0) }
    guard ascii < text.count else { return }
    mapCharacters(of: &text, from: ascii) { character, output in
      if !isRemoved(character) { CodePoints.append(character, to: &output) }
    }
  }

  private static func strip(_ text: inout [UInt8], left: Bool, right: Bool) {
    let kept = text.withUnsafeBufferPointer { text in
      var (start, end) = (0, text.count)
      while left, start < end {
        var next = start
        guard CharacterClasses.isWhitespace(CodePoints.next(in: text, at: &next)) else { break }
        start = next
      }
      while right, end > start {
        let previous = CodePoints.start(in: text, before: end)
        var position = previous
        guard CharacterClasses.isWhitespace(CodePoints.next(in: text, at: &position)) else { break }
        end = previous
      }
      return start..<end
    }
    text.removeSubrange(kept.upperBound...)
    text.removeSubrange(..<kept.lowerBound)
  }

  /// Replaces what follows `start` by what `body` appends for each character of it.
  static func mapCharacters(
    of text: inout [UInt8], from start: Int, _ body: (UInt32, inout [UInt8]) -> Void
  ) {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 4)
    text.withUnsafeBufferPointer { text in
      output.append(contentsOf: text[..<start])
      var position = start
      while position < text.count {
        body(CodePoints.next(in: text, at: &position), &output)
      }
    }
    text = output
  }
}
