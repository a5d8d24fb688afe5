/// Whether a text that was decoded reads as people write: short texts and those of encodings that the
/// detector doesn't know are sometimes taken for others, with signs and capitals within words.
struct DecodedText {
  let text: String
  private let encoding: TextEncoding
  /// Characters that aren't of ASCII.
  private var foreignCount = 0
  private var oddCount = 0
  /// The odd ones, letters that aren't of the line's language, and signs before a word; `nil` where the
  /// encoding has no alphabets.
  private(set) var misfitCount: Int?

  /// So many characters that aren't of ASCII make it sure, by the encoding. Measured on sentences of
  /// 15 languages in 27 encodings, in pieces of 10 to 1,000 characters: with fewer, pieces of one were
  /// taken for another.
  private static let latinCount = 3
  private static let westernCount = 2
  private static let multibyteCount = 12
  private static let otherCount = 30
  /// Names and foreign words may look odd, and have letters of their own.
  private static let charactersPerOdd = 50
  private static let charactersPerMisfit = 10

  private static let latinEncodings: Set = ["windows-1250", "windows-1254", "ISO-8859-2"]
  private static let multibyteEncodings: Set = [
    "GB18030", "Big5", "Shift_JIS", "EUC-JP", "windows-949", "ISO-2022-JP", "ISO-2022-KR",
    "ISO-2022-CN",
  ]

  init(_ text: String, of encoding: TextEncoding) {
    self.text = text
    self.encoding = encoding
    let alphabets = LatinAlphabets(of: encoding)
    var misfitCount = 0
    var lineLetters: [Unicode.Scalar] = []
    var before: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    var current = scalars.next()
    while let character = current {
      let next = scalars.next()
      if !character.isASCII {
        foreignCount += 1
        if Self.isOdd(character, between: before, and: next) {
          oddCount += 1
          misfitCount += 1
        } else if Self.isLetter(character) {
          lineLetters.append(character.properties.lowercaseMapping.unicodeScalars.first!)
        } else if Self.isSign(character), next?.properties.isLowercase == true {
          misfitCount += 1
        }
      }
      if let alphabets, character == "\n" || next == nil {
        misfitCount += alphabets.misfitCount(lineLetters)
        lineLetters = []
      }
      (before, current) = (character, next)
    }
    self.misfitCount = alphabets == nil ? nil : misfitCount
  }

  var isPlausible: Bool {
    let least =
      if encoding.name == "windows-1252" {
        Self.westernCount
      } else if Self.latinEncodings.contains(encoding.name) {
        Self.latinCount
      } else if Self.multibyteEncodings.contains(encoding.name) {
        Self.multibyteCount
      } else {
        Self.otherCount
      }
    return foreignCount >= least && oddCount * Self.charactersPerOdd <= foreignCount
      && (misfitCount ?? 0) * Self.charactersPerMisfit <= foreignCount
  }

  /// Whether a text may have a character: no control, and none that Unicode doesn't have.
  static func isOfText(_ character: Unicode.Scalar) -> Bool {
    switch character.properties.generalCategory {
    case .control: ["\t", "\n", "\r", "\u{C}"].contains(character)
    case .unassigned, .privateUse, .surrogate: false
    default: true
    }
  }

  private static func isOdd(
    _ character: Unicode.Scalar, between before: Unicode.Scalar?, and next: Unicode.Scalar?
  ) -> Bool {
    guard Self.isOfText(character), character != "\u{FFFD}" else { return true }
    let properties = character.properties
    switch properties.generalCategory {
    case .uppercaseLetter:
      return isLetter(before) && next?.properties.isLowercase == true
        || before?.properties.isLowercase == true
    // A Latin letter alone, as of a byte that is damaged; some languages have words of one.
    case .lowercaseLetter:
      return isLatin(character) && !isLetter(before) && !isLetter(next)
        && !wordsOfOneLetter.contains(character)
    case _ where isSign(character):
      return isForeign(before) || isForeign(next) || isLetter(before) && isLetter(next)
    case .nonspacingMark, .spacingMark, .enclosingMark, .modifierLetter, .otherLetter,
      .titlecaseLetter, .format:
      return false
    // Within a word, but for apostrophes.
    default:
      return !signsInWords.contains(character) && isLetter(before) && isLetter(next)
        && isLatinOrCyrillic(next)
    }
  }

  private static func isSign(_ character: Unicode.Scalar) -> Bool {
    switch character.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .otherSymbol, .modifierSymbol, .otherNumber: true
    default: false
    }
  }

  private static let wordsOfOneLetter = Set("àáèéêíìóôúýæøåö".unicodeScalars)
  private static let signsInWords = Set("’‘·‐–—…".unicodeScalars)

  private static func isLetter(_ character: Unicode.Scalar?) -> Bool {
    character?.properties.isAlphabetic ?? false
  }

  private static func isForeign(_ character: Unicode.Scalar?) -> Bool {
    character.map { !$0.isASCII } ?? false
  }

  /// Of the blocks Latin-1 Supplement, Latin Extended-A and -B.
  private static func isLatin(_ character: Unicode.Scalar) -> Bool { character.value < 0x250 }

  /// Languages of other scripts write signs between words without spaces.
  private static func isLatinOrCyrillic(_ character: Unicode.Scalar?) -> Bool {
    character.map { $0.value < 0x530 } ?? false
  }
}
