/// HTML's references to characters: `&amp;`, `&#39;`, `&#x2019;`.
///
/// A reference ends with a semicolon; without one, as in "R&D", it is none. Where a text was escaped
/// twice, `&amp;quot;` is the quotation mark too.
enum CharacterReferences {
  /// What a reference is, and where it ends.
  struct Reference {
    let scalar: Unicode.Scalar
    let end: Int
  }

  /// The reference that begins with the ampersand at `start`.
  static func reference(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Reference? {
    var nameStart = start + 1
    while text.hasBytes("amp;", at: nameStart),
      let inner = single(in: text, at: nameStart + escapedAmpersand.count)
    {
      if inner.scalar != "&" { return inner }
      nameStart += escapedAmpersand.count
    }
    return single(in: text, at: nameStart)
  }

  private static let escapedAmpersand = "amp;"

  /// No name is longer, and no number needs more digits, with zeros in front.
  private static let longestName = 12

  /// What stands from `start`, behind the ampersand, to the semicolon.
  private static func single(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Reference? {
    let limit = min(text.count, start + longestName + 1)
    guard start < limit,
      let end = text[start..<limit].firstIndex(of: UInt8(ascii: ";")), end > start
    else { return nil }
    let name = text[start..<end]
    let scalar =
      name.first == UInt8(ascii: "#")
      ? numbered(String(decoding: name.dropFirst(), as: UTF8.self))
      : named[String(decoding: name, as: UTF8.self)]
    return scalar.map { Reference(scalar: $0, end: end + 1) }
  }

  private static func numbered(_ text: String) -> Unicode.Scalar? {
    let isHexadecimal = text.first == "x" || text.first == "X"
    let digits = isHexadecimal ? text.dropFirst() : text[...]
    // A sign is no digit, but Swift's integers take one.
    guard digits.first?.isHexDigit == true,
      let number = UInt32(digits, radix: isHexadecimal ? 16 : 10)
    else { return nil }
    if let index = Int(exactly: Int64(number) - 0x80), windows1252.indices.contains(index) {
      return windows1252[index]
    }
    return Unicode.Scalar(number).flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}"
  }

  /// What the numbers 128 to 159 mean in practice, and by HTML's standard: Windows-1252.
  private static let windows1252: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  /// The characters of HTML 4 and the punctuation of HTML 5, by name.
  private static let named: [String: Unicode.Scalar] = {
    var scalars: [String: Unicode.Scalar] = [:]
    func add(_ names: String, _ characters: String) {
      let names = names.split(separator: " ")
      let characters = Array(characters.unicodeScalars)
      precondition(names.count == characters.count, "each name has a character")
      for (name, character) in zip(names, characters) { scalars[String(name)] = character }
    }
    add("quot amp lt gt apos QUOT AMP LT GT", "\"&<>'\"&<>")
    add(
      "excl num dollar percnt lpar rpar ast plus comma period sol colon semi equals quest commat",
      "!#$%()*+,./:;=?@")
    add(
      "lsqb lbrack bsol rsqb rbrack Hat lowbar grave lcub lbrace verbar vert rcub rbrace",
      "[[\\]]^_`{{||}}")
    add("Tab NewLine hyphen dash horbar check", "\t\n‐‐―✓")
    add(
      """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
      """,
      "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿")
    add(
      """
      Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
      Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
      Yacute THORN szlig
      """,
      "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß")
    add(
      """
      agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
      icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
      yacute thorn yuml
      """,
      "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")
    add("OElig oelig Scaron scaron Yuml fnof circ tilde", "ŒœŠšŸƒˆ˜")
    add(
      """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho \
      Sigma Tau Upsilon Phi Chi Psi Omega
      """,
      "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
    add(
      """
      alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho \
      sigmaf sigma tau upsilon phi chi psi omega thetasym upsih piv
      """,
      "αβγδεζηθικλμνξοπρςστυφχψωϑϒϖ")
    add(
      "ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo",
      "\u{2002}\u{2003}\u{2009}\u{200C}\u{200D}\u{200E}\u{200F}–—‘’‚“”„")
    add(
      "dagger Dagger bull hellip permil prime Prime lsaquo rsaquo oline frasl euro image",
      "†‡•…‰′″‹›‾⁄€ℑ")
    add(
      """
      weierp real trade alefsym larr uarr rarr darr harr crarr lArr uArr rArr dArr hArr forall part \
      exist empty nabla isin notin ni prod sum minus lowast radic prop infin ang and or cap cup int
      """,
      "℘ℜ™ℵ←↑→↓↔↵⇐⇑⇒⇓⇔∀∂∃∅∇∈∉∋∏∑−∗√∝∞∠∧∨∩∪∫")
    add(
      """
      there4 sim cong asymp ne equiv le ge sub sup nsub sube supe oplus otimes perp sdot lceil \
      rceil lfloor rfloor lang rang loz spades clubs hearts diams
      """,
      "∴∼≅≈≠≡≤≥⊂⊃⊄⊆⊇⊕⊗⊥⋅⌈⌉⌊⌋〈〉◊♠♣♥♦")
    return scalars
  }()
}
