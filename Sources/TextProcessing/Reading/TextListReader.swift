/// Reads texts that are in memory, each of them one document, whatever stands in it.
struct TextListReader {
  private let texts: [String]
  private let name: String
  /// How they would be written in a file.
  let layout: RecordLayout
  private var index = 0
  /// How many bytes the texts read so far have, as a file with a line feed between two texts.
  private(set) var byteCount = 0
  /// The digest of such a file.
  private(set) var digest = CorpusDigest()

  init(_ texts: [String], name: String) {
    self.texts = texts
    self.name = name
    layout = RecordLayout(of: name, isList: true)
  }

  /// Appends the next text to `text`, and gives what else is known of it; `nil` at the end.
  mutating func next(
    appendingTo text: inout [UInt8], keepsEmptyTexts: Bool, report: inout ReadingReport
  ) -> RecordReader.Head? {
    while index < texts.count {
      let start = text.count
      text.append(contentsOf: texts[index].utf8)
      count(text[start...])
      index += 1
      let place = ReadingReport.Place(file: name, line: index)
      if !keepsEmptyTexts, trimmed(start..<text.count, of: text.span).isEmpty {
        report.withoutText.add(at: place)
        text.removeSubrange(start...)
        continue
      }
      report.clean(&text, from: start, at: place)
      report.documentCount += 1
      return RecordReader.Head(line: index, labels: nil)
    }
    return nil
  }

  private mutating func count(_ text: ArraySlice<UInt8>) {
    if index > 0 {
      digest.add([UInt8(ascii: "\n")])
      byteCount += 1
    }
    text.withUnsafeBytes { digest.add($0) }
    byteCount += text.count
  }
}
