/// The letters beyond ASCII of the languages that are written in an encoding with Latin letters.
///
/// Encodings of one script have nearly all bytes in common, and few of a short text differ. Its letters
/// tell then: "š" is none of Polish, so Polish that shows it was written in another encoding.
struct LatinAlphabets {
  /// A language's, in lower case.
  private let languages: [Set<Unicode.Scalar>]

  /// - Returns: `nil` for an encoding of another script.
  init?(of encoding: TextEncoding) {
    guard let languages = Self.languages[encoding.name] else { return nil }
    self.languages = languages
  }

  /// How many of a line's letters are none of the language that has most of them.
  func misfitCount(_ letters: [Unicode.Scalar]) -> Int {
    languages.map { language in letters.count { !language.contains($0) } }.min() ?? 0
  }

  /// Of two encodings for the same languages the other one, which the detector doesn't know or takes for
  /// the same.
  static func sibling(of encoding: TextEncoding) -> TextEncoding? {
    siblings[encoding.name].flatMap(TextEncoding.init(name:))
  }

  private static let siblings = ["ISO-8859-2": "windows-1250", "windows-1250": "ISO-8859-2"]

  private static let languages: [String: [Set<Unicode.Scalar>]] = [
    "windows-1252": western, "ISO-8859-2": central, "windows-1250": central,
    "windows-1254": [letters("âçğıîöşüû")],
  ]

  /// German, French, Spanish, Italian, Portuguese, Dutch, the languages of the north, and Catalan.
  private static let western = [
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü", "àèéìíîòóùú", "áâãàçéêíóôõúü", "áàâçèéêëíïóôöúûü",
    "åäæöøéèüáíóúýþð", "àçèéíïòóúü",
  ].map(letters)

  /// Czech, Slovak, Polish, Hungarian, Romanian, and Croatian and Slovenian.
  private static let central = [
    "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž",
  ].map(letters)

  private static func letters(_ alphabet: String) -> Set<Unicode.Scalar> {
    Set(alphabet.unicodeScalars)
  }
}
