import SentimentPlatform

/// Tells the encoding of a text from its beginning. What is well-formed UTF-8 is never taken for
/// anything else, save UTF-16 and UTF-32 without a mark, and ISO-2022, which have only bytes of
/// ASCII.
struct EncodingDetector {
  enum Finding: Equatable {
    /// There are only characters of ASCII, which nearly all encodings have: what follows tells.
    case ascii
    /// UTF-8, perhaps with a few ill-formed sequences.
    case utf8
    case other(TextEncoding)
    /// No encoding that could be told; where the first sequence begins that isn't UTF-8.
    case unknown(at: Int)
  }

  private let bytes: [UInt8]
  /// Whether the text ends here.
  private let isWhole: Bool

  init(_ bytes: some Sequence<UInt8>, isWhole: Bool) {
    self.bytes = Array(bytes)
    self.isWhole = isWhole
  }

  // MARK: UTF-16 and UTF-32 without a byte-order mark

  /// The encoding in which the bytes at the start of a text stand in units of two or four, where every
  /// other byte tells.
  func wideEncoding() -> TextEncoding? {
    guard bytes.contains(0) else { return nil }
    let wide: [(TextEncoding, unit: Int, low: Int)] = [
      (.utf32LittleEndian, 4, 0), (.utf32BigEndian, 4, 3), (.utf16LittleEndian, 2, 0),
      (.utf16BigEndian, 2, 1),
    ]
    return wide.first { encoding, unit, low in
      isPlausible(encoding, unitSize: unit, lowByte: low)
    }?.0
  }

  /// Whether the bytes are text in an encoding whose characters of ASCII are units with one byte that
  /// isn't 0.
  private func isPlausible(_ encoding: TextEncoding, unitSize: Int, lowByte: Int) -> Bool {
    let count = bytes.count / unitSize
    guard count > 0, !isWhole || bytes.count % unitSize == 0 else { return false }
    let asciiUnits = (0..<count).count(where: { unit in
      (0..<unitSize).allSatisfy { (bytes[unit * unitSize + $0] == 0) == ($0 != lowByte) }
    })
    // One or two NUL bytes in a text of UTF-8 make no UTF-16. Chinese has few characters of ASCII, but
    // isn't well-formed UTF-8.
    let least = isUTF8 ? max(Self.leastUnits, count / Self.unitsPerASCII) : 1
    guard asciiUnits >= least else { return false }
    // NUL bytes between words of ASCII stand on both sides of the units.
    let lowNULs = (0..<count).count(where: {
      let unit = $0 * unitSize
      return bytes[unit + lowByte] == 0 && 0x20..<0x7F ~= bytes[unit + unitSize - 1 - lowByte]
    })
    guard lowNULs * Self.unitsPerLowNUL <= asciiUnits else { return false }
    // Two letters of ASCII are a Chinese character of UTF-16.
    let printable = (0..<count).count(where: { unit in
      (0..<unitSize).allSatisfy { 0x20..<0x7F ~= bytes[unit * unitSize + $0] }
    })
    guard printable * Self.printableUnits.1 <= count * Self.printableUnits.0 else { return false }
    guard
      let (text, replaced) = TextDecoder.text(
        of: Array(bytes.prefix(count * unitSize)), in: encoding, isWhole: isWhole),
      replaced == 0
    else { return false }
    return text.unicodeScalars.allSatisfy(DecodedText.isOfText)
  }

  /// In Cyrillic and other scripts, a sixth of the characters are spaces.
  private static let unitsPerASCII = 25
  private static let leastUnits = 2
  /// Characters whose lower byte is 0 are rare.
  private static let unitsPerLowNUL = 16
  /// Of Japanese in UTF-16, two thirds are.
  private static let printableUnits = (9, 10)

  // MARK: Others

  /// - Parameter isAtStart: whether the text begins here.
  func finding() -> Finding {
    let sequences = Sequences(bytes, isWhole: isWhole)
    guard sequences.illFormed > 0 else {
      if sequences.wellFormed > 0 { return .utf8 }
      if hasEscapes, let encoding = surest(in: bytes) { return .other(encoding) }
      return .ascii
    }
    // Other encodings rarely have a sequence that is one of UTF-8 too.
    if sequences.wellFormed >= sequences.illFormed { return .utf8 }
    let lines = foreignLines()
    if let encoding = surest(in: lines) { return .other(encoding) }
    return Sequences(lines, isWhole: true).areMany
      ? .unknown(at: sequences.firstIllFormed) : .utf8
  }

  private var isUTF8: Bool { Sequences(bytes, isWhole: isWhole).illFormed == 0 }

  /// Whether there are escape sequences as those of ISO-2022-JP.
  private var hasEscapes: Bool {
    bytes.indices.dropLast().contains {
      bytes[$0] == 0x1B && [UInt8(ascii: "$"), UInt8(ascii: "(")].contains(bytes[$0 + 1])
    }
  }

  /// The lines that have other bytes than those of ASCII, as many as the detector looks at.
  private func foreignLines() -> [UInt8] {
    var lines: [UInt8] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"))
    where line.contains(where: { $0 >= 0x80 }) {
      lines += line
      lines.append(UInt8(ascii: "\n"))
      if lines.count >= Self.sampleSize { break }
    }
    return lines
  }

  /// What ICU's detector reads of a text.
  private static let sampleSize = 8_000

  /// The encoding that ICU is sure of; of those with Latin letters the one in which the letters are those
  /// of a language.
  private func surest(in sample: [UInt8]) -> TextEncoding? {
    // Only a text of ASCII alone may have NUL bytes and still be text.
    guard !sample.contains(0) else { return nil }
    let guesses = EncodingGuess.all(of: sample)
    guard let first = guesses.first else { return nil }
    let best =
      first.text.misfitCount == nil
      ? first
      : guesses.filter { $0.text.misfitCount != nil }.min {
        ($0.misfitCount, -$0.confidence) < ($1.misfitCount, -$1.confidence)
      } ?? first
    let rival = guesses.first {
      $0.text.text != best.text.text
        && ($0.text.misfitCount == nil || $0.misfitCount <= best.misfitCount)
    }
    guard best.confidence >= Self.leastConfidence,
      best.confidence - (rival?.confidence ?? 0) >= Self.leastMargin,
      best.replacedCount * Self.charactersPerFault <= sample.count, best.text.isPlausible
    else { return nil }
    return best.encoding
  }

  // ICU is never surer than 45 of Cyrillic in a single byte, however long the text is; where it is
  // wrong, the next guess is close.
  private static let leastConfidence = 30
  private static let leastMargin = 15
  private static let charactersPerFault = 200
}

/// How many sequences of bytes that aren't ASCII are well-formed UTF-8.
private struct Sequences {
  private(set) var wellFormed = 0
  private(set) var illFormed = 0
  private(set) var firstIllFormed = 0
  /// Ill-formed ones that stand at a letter of ASCII.
  private var inWords = 0
  private let byteCount: Int

  /// - Parameter isWhole: whether a sequence that is cut at the end stays so.
  init(_ bytes: [UInt8], isWhole: Bool) {
    byteCount = bytes.count
    bytes.withUnsafeBufferPointer { bytes in
      func isLetter(_ index: Int) -> Bool {
        bytes.indices.contains(index)
          && UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[index] | 0x20
      }
      var position = 0
      while position < bytes.count {
        guard bytes[position] >= 0x80 else {
          position += 1
          continue
        }
        let (length, isWellFormed) = WellFormedUTF8.sequence(in: bytes, at: position)
        if isWellFormed {
          wellFormed += 1
        } else if isWhole || !WellFormedUTF8.isCut(in: bytes, at: position, length: length) {
          if illFormed == 0 { firstIllFormed = position }
          illFormed += 1
          if isLetter(position - 1) || isLetter(position + length) { inWords += 1 }
        }
        position += length
      }
    }
  }

  /// Whether there are so many ill-formed ones that it is another encoding, and no damage: a fifth of
  /// the bytes, or, as in languages with Latin letters, some within words.
  var areMany: Bool {
    illFormed * 5 >= byteCount
      || illFormed >= 2 && inWords * 2 >= illFormed
        && illFormed * 50 >= byteCount
  }
}
