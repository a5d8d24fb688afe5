/// BERT's own normalization (Devlin et al. 2019, `BasicTokenizer`).
struct BertNormalization: Sendable {
  /// Whether controls go, and white space becomes spaces.
  let cleansText: Bool
  /// Whether Chinese characters become words of their own.
  let separatesChinese: Bool
  let stripsAccents: Bool
  let lowercases: Bool
  /// The form D, in which accents are characters of their own.
  let decomposed: NormalForm

  func apply(to text: inout [UInt8]) {
    if cleansText { clean(&text) }
    if separatesChinese { separateChinese(&text) }
    if stripsAccents {
      decomposed.normalize(&text)
      NormalizationStep.remove(from: &text, CharacterClasses.isNonspacingMark)
    }
    if lowercases { NormalizationStep.lowercase(&text) }
  }

  private func clean(_ text: inout [UInt8]) {
    let plain = text.prefix { 0x20..<0x7F ~= $0 }.count
    guard plain < text.count else { return }
    NormalizationStep.mapCharacters(of: &text, from: plain) { character, output in
      if 0x20..<0x7F ~= character {
        output.append(UInt8(character))
      } else if character == 0x09 || character == 0x0A || character == 0x0D {
        output.append(0x20)
      } else if character != 0xFFFD, !CharacterClasses.isOther(character) {
        CodePoints.append(CharacterClasses.isWhitespace(character) ? 0x20 : character, to: &output)
      }
    }
  }

  private func separateChinese(_ text: inout [UInt8]) {
    let ascii = text.withUnsafeBytes { WellFormedUTF8.asciiPrefix(of: $0) }
    guard ascii < text.count else { return }
    NormalizationStep.mapCharacters(of: &text, from: ascii) { character, output in
      let isChinese = CharacterClasses.isChinese(character)
      if isChinese { output.append(0x20) }
      CodePoints.append(character, to: &output)
      if isChinese { output.append(0x20) }
    }
  }
}
