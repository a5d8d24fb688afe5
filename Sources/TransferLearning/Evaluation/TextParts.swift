import SentimentTextProcessing

/// A source's labelled texts in parts, for closures to share.
final class TextParts<Text> {
  typealias Part = (texts: [Text], inputByteCount: Int)

  private var reader: DocumentReader
  private let size: Int
  private let text: (DocumentReader.Document) -> Text
  let name: String

  /// - Parameters:
  ///   - size: texts in a part.
  ///   - text: makes a labelled text of what was read.
  init(
    _ reader: consuming DocumentReader, name: String, size: Int,
    text: @escaping (DocumentReader.Document) -> Text
  ) {
    self.reader = reader
    self.name = name
    self.size = size
    self.text = text
  }

  var report: ReadingReport { reader.report }

  /// The next part; `nil` at the end.
  func next() throws -> Part? {
    var texts: [Text] = []
    while texts.count < size, let document = try reader.next() { texts.append(text(document)) }
    return texts.isEmpty ? nil : (texts, reader.inputByteCount)
  }
}
