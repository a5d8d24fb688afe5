/// The tags of HTML and XML in text.
///
/// "<" begins a tag only where the name of an HTML element follows it, or a name with ":" or "-" as
/// programs make them ("o:p"), then attributes, and ">". So "a<b", "<3" and "<Inception>" are none.
struct Tags {
  /// In which text tags are looked for.
  private let text: UnsafeBufferPointer<UInt8>

  // What was looked for in vain isn't looked for again: the time stays linear.
  private var lacksCommentEnd = false
  private var lacksEnds: Set<String> = []

  /// Longer ones are taken for text, which bounds the time that an open quote takes.
  private static let longest = 8_192

  init(in text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The end of the tag, comment or declaration that begins with "<" at `start`; of a script or a
  /// style, the end of its content. `nil` if there is none.
  mutating func end(at start: Int) -> Int? {
    switch text.byte(start + 1) {
    case UInt8(ascii: "!"): declarationEnd(start)
    case UInt8(ascii: "?"):
      text.byte(start + 2).isASCIILetter ? closing(from: start + 2) : nil
    case UInt8(ascii: "/"): elementEnd(start, nameStart: start + 2)
    default: elementEnd(start, nameStart: start + 1)
    }
  }

  private mutating func declarationEnd(_ start: Int) -> Int? {
    if text.hasBytes("<!--", at: start) {
      guard !lacksCommentEnd else { return nil }
      let end = find("-->", from: start + 4)
      lacksCommentEnd = end == nil
      return end
    }
    // The text of a CDATA section is text; its end has no letters.
    if text.hasBytes("<![CDATA[", at: start) { return start + 9 }
    let next = text.byte(start + 2)
    return next.isASCIILetter || next == UInt8(ascii: "[") ? closing(from: start + 2) : nil
  }

  /// The place after the next ">".
  private func closing(from start: Int) -> Int? {
    let limit = min(text.count, start + Self.longest)
    return text[start..<limit].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
  }

  private mutating func elementEnd(_ start: Int, nameStart: Int) -> Int? {
    guard text.byte(nameStart).isASCIILetter else { return nil }
    var place = nameStart
    while Self.isNamePart(text.byte(place)) { place += 1 }
    let name = String(decoding: text[nameStart..<place], as: UTF8.self).lowercased()
    guard Self.elements.contains(name) || name.dropLast().contains(where: { ":-".contains($0) }),
      let end = attributesEnd(from: place, limit: min(text.count, start + Self.longest))
    else { return nil }
    let isOpening = nameStart == start + 1 && text.byte(end - 2) != UInt8(ascii: "/")
    return isOpening && Self.withoutText.contains(name) ? contentEnd(of: name, from: end) : end
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }

  /// The place after ">", if what stands before it is attributes: `name=value`, or names alone that
  /// HTML knows or that stand beside a value.
  private func attributesEnd(from start: Int, limit: Int) -> Int? {
    var place = start
    var hasValue = false
    var hasUnknownName = false
    while place < limit {
      let partStart = place
      while place < limit, isWhitespace(text[place]) || text[place] == UInt8(ascii: "/") {
        place += 1
      }
      guard place < limit else { return nil }
      if text[place] == UInt8(ascii: ">") {
        return hasUnknownName && !hasValue ? nil : place + 1
      }
      let nameStart = place
      while place < limit, Self.isAttributeNamePart(text[place]) { place += 1 }
      guard place > nameStart, nameStart > partStart || hasValue else { return nil }
      let name = nameStart..<place
      while place < limit, isWhitespace(text[place]) { place += 1 }
      if text.byte(place) == UInt8(ascii: "=") {
        guard let end = valueEnd(from: place + 1, limit: limit) else { return nil }
        (place, hasValue) = (end, true)
      } else {
        let text = String(decoding: text[name], as: UTF8.self).lowercased()
        if !Self.attributesWithoutValue.contains(text) { hasUnknownName = true }
        place = name.upperBound
      }
    }
    return nil
  }

  private static func isAttributeNamePart(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"\"'<>/=".utf8.contains(byte)
  }

  private func valueEnd(from start: Int, limit: Int) -> Int? {
    var place = start
    while place < limit, isWhitespace(text[place]) { place += 1 }
    guard place < limit else { return nil }
    let quote = text[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      return text[place + 1..<limit].firstIndex(of: quote).map { $0 + 1 }
    }
    while place < limit, !isWhitespace(text[place]), text[place] != UInt8(ascii: ">") { place += 1 }
    return place
  }

  /// The end of the closing tag of an element whose content is no text; that of the opening one where
  /// there is none.
  private mutating func contentEnd(of name: String, from start: Int) -> Int {
    guard !lacksEnds.contains(name) else { return start }
    var place = start
    while let found = find("</", from: place) {
      if text.hasCaselessBytes(name, at: found) {
        return closing(from: found) ?? found + name.utf8.count
      }
      place = found
    }
    lacksEnds.insert(name)
    return start
  }

  /// The place after the next such bytes.
  private func find(_ bytes: StaticString, from start: Int) -> Int? {
    var place = start
    while place < text.count {
      guard let next = text[place...].firstIndex(of: bytes.utf8Start[0]) else { return nil }
      if text.hasBytes(bytes, at: next) { return next + bytes.utf8CodeUnitCount }
      place = next + 1
    }
    return nil
  }

  /// Elements whose content isn't shown.
  private static let withoutText: Set<String> = ["script", "style"]

  /// The elements of HTML, old ones too.
  private static let elements = Set(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink \
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del \
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame \
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li \
    link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup \
    option output p param picture pre progress q rp rt ruby s samp script search section select slot \
    small source span strike strong style sub summary sup svg table tbody td template textarea tfoot \
    th thead time title tr track tt u ul var video wbr xml
    """.split(separator: " ").map(String.init))

  /// Those that stand without a value.
  private static let attributesWithoutValue = Set(
    """
    allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden \
    inert ismap loop multiple muted nohref noresize noshade novalidate nowrap open readonly required \
    reversed selected
    """.split(separator: " ").map(String.init))
}
