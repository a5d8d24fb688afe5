/// The addresses of pages, mail and people in text.
struct Addresses {
  private let text: UnsafeBufferPointer<UInt8>

  init(in text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// An address that begins with a scheme, as `https://example.com/a` does, by its colon.
  ///
  /// - Parameter limit: no address begins before it.
  func url(atColon colon: Int, limit: Int) -> Range<Int>? {
    guard text.hasBytes("://", at: colon) else { return nil }
    let first = text.byte(colon + 3)
    guard text.letterEnd(at: colon + 3) != nil || first == UInt8(ascii: "/") else { return nil }
    var start = colon
    while start > limit, Self.isSchemePart(text[start - 1]) { start -= 1 }
    while start < colon, !text[start].isASCIILetter { start += 1 }
    guard start < colon else { return nil }
    // What runs into the usual schemes from the left is text.
    for scheme in ["https", "http"] where text.hasCaselessBytes(scheme, at: colon - scheme.count) {
      start = max(start, colon - scheme.count)
      break
    }
    return start..<end(from: colon + 3)
  }

  private static func isSchemePart(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || "+.-".utf8.contains(byte)
  }

  /// An address that begins with "www.", at its first letter.
  func site(atW start: Int, limit: Int) -> Range<Int>? {
    guard text.hasCaselessBytes("www.", at: start), text.letterEnd(at: start + 4) != nil,
      text.letterStart(before: start, limit: limit) == nil
    else { return nil }
    return start..<end(from: start + 4)
  }

  /// An address without a scheme, such as `example.com/a`, by the slash after its domain.
  func page(atSlash slash: Int, limit: Int) -> Range<Int>? {
    var start = slash
    var lastPeriod: Int?
    while start > limit, Self.isDomainPart(text[start - 1]) {
      start -= 1
      if text[start] == UInt8(ascii: "."), lastPeriod == nil { lastPeriod = start }
    }
    guard let lastPeriod, lastPeriod > start else { return nil }
    let ending = String(decoding: text[lastPeriod + 1..<slash], as: UTF8.self)
    return Self.endings.contains(ending) ? start..<end(from: slash) : nil
  }

  private static func isDomainPart(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// The ends of domains that are told without a scheme: the common ones that are no words. With a
  /// word such as "it" or "me" as the end, a missing space would make an address of "film.it/book".
  private static let endings: Set<String> = [
    "com", "org", "net", "edu", "gov", "info", "co", "ly", "gl", "gg", "io", "tv", "fm", "be", "de",
    "fr", "es", "ch", "at", "nl", "uk", "us", "ca", "cn", "jp", "ru", "eu", "au", "br",
  ]

  /// An address of mail, or the name of a person or group, by its "@".
  func mention(at sign: Int, limit: Int) -> Range<Int>? {
    if let start = mailboxStart(sign, limit: limit) {
      return domainEnd(from: sign + 1).map { start..<$0 }
    }
    guard text.letterStart(before: sign, limit: limit) == nil,
      text.byte(sign - 1) != UInt8(ascii: "@")
    else { return nil }
    var end = sign + 1
    while let next = nameEnd(at: end) { end = next }
    guard end > sign + 1, !text[sign + 1].isASCIIDigit else { return nil }
    // Names of other servers: @name@example.org.
    if text.byte(end) == UInt8(ascii: "@"), let domain = domainEnd(from: end + 1) { end = domain }
    return sign..<end
  }

  /// Where the part of an address of mail begins that stands before its "@".
  private func mailboxStart(_ sign: Int, limit: Int) -> Int? {
    var start = sign
    while start > limit {
      if let letter = text.letterStart(before: start, limit: limit) {
        start = letter
      } else if "._%+-".utf8.contains(text[start - 1]) {
        start -= 1
      } else {
        break
      }
    }
    guard start < sign, (start..<sign).contains(where: { text.letterEnd(at: $0) != nil }) else {
      return nil
    }
    let scheme = "mailto:"
    let schemeStart = start - scheme.utf8.count
    return schemeStart >= limit && text.hasCaselessBytes(scheme, at: schemeStart)
      ? schemeStart : start
  }

  /// The end of a domain with a period in it.
  private func domainEnd(from start: Int) -> Int? {
    var end = start
    var hasPeriod = false
    while true {
      if let next = text.letterEnd(at: end) {
        end = next
      } else if text.byte(end) == UInt8(ascii: "-"), end > start {
        end += 1
      } else if text.byte(end) == UInt8(ascii: "."), end > start,
        text.letterEnd(at: end + 1) != nil
      {
        hasPeriod = true
        end += 1
      } else {
        return hasPeriod ? end : nil
      }
    }
  }

  /// The end of a part of a name: a letter, a digit, an underscore, or a hyphen before one of these.
  private func nameEnd(at place: Int) -> Int? {
    if text.byte(place) == UInt8(ascii: "_") { return place + 1 }
    if text.byte(place) == UInt8(ascii: "-") { return text.letterEnd(at: place + 1) }
    return text.letterEnd(at: place)
  }

  /// Where an address ends of which the domain begins at `start`: before white space, quotation marks,
  /// angle brackets, a closing bracket that wasn't opened in it, and any character beyond U+07FF.
  private func end(from start: Int) -> Int {
    var place = start
    var openCount = 0
    while place < text.count {
      let byte = text[place]
      if byte >= 0x80 {
        guard let next = text.letterEnd(at: place) else { break }
        place = next
        continue
      }
      if byte <= 0x20 || byte == 0x7F || "\"<>`\\^{|}[]".utf8.contains(byte) { break }
      if byte == UInt8(ascii: "(") { openCount += 1 }
      if byte == UInt8(ascii: ")") {
        if openCount == 0 { break }
        openCount -= 1
      }
      place += 1
    }
    return place
  }
}
