import TextProcessing

extension ReadingReport {
  /// What a person should know of the texts that were read; nothing if all was well.
  var notes: [String] {
    [
      Self.note(withoutText, "line", "skipped: no text"),
      Self.note(faulty, "record", "skipped: not as the format wants it"),
      Self.note(filesWithoutLabel, "file", "skipped: in no label's folder"),
      Self.note(illFormedSequences, "ill-formed UTF-8 sequence", "replaced by U+FFFD"),
      Self.note(nulBytes, "NUL byte", "replaced by a space"),
    ].compactMap(\.self)
  }

  private static func note(
    _ tally: Tally, _ name: String, _ what: String
  ) -> String? {
    guard let first = tally.first else { return nil }
    let plural = tally.count == 1 ? "" : "s"
    return "\(tally.count.grouped) \(name)\(plural) \(what); first at \(first)"
  }
}
