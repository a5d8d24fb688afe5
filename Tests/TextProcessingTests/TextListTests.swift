import Testing

@testable import SentimentTextProcessing

/// Texts that are in memory: each is one document, whatever stands in it.
struct TextListTests {
  /// What a file would be read as JSON, as fastText's labels, or as several lines for.
  private static let odd = [
    #"{"text": "great film"}"#, "__label__a great", "two\nlines\r\nor three", "a\tb", "", " \n",
    "\u{FEFF}mark", "nul\0byte",
  ]

  private func read(
    _ source: CorpusSource, _ options: ReadingOptions = ReadingOptions()
  ) throws -> (documents: [DocumentReader.Document], report: ReadingReport) {
    var reader = try DocumentReader(source, options: options)
    var documents: [DocumentReader.Document] = []
    while let document = try reader.next() { documents.append(document) }
    return (documents, reader.report)
  }

  @Test func eachTextIsOneDocumentAsItIs() throws {
    let (documents, report) = try read(.texts(Self.odd))
    #expect(
      documents.map(\.text) == Self.odd[0..<4] + ["\u{FEFF}mark", "nul byte"])
    #expect(documents.map(\.line) == [1, 2, 3, 4, 7, 8])
    #expect(report.documentCount == 6 && report.withoutText.count == 2)
    #expect(report.withoutText.first?.description == "the texts:5")
    #expect(report.nulBytes.count == 1)
  }

  @Test func emptyTextsAreKeptWhereAnswersStandBesideThem() throws {
    var options = ReadingOptions()
    options.keepsEmptyTexts = true
    #expect(try read(.texts(Self.odd), options).documents.count == Self.odd.count)
  }

  /// So a model's metadata are the same whether a text comes from memory or from a file.
  @Test func theDigestIsThatOfAFileWithATextALine() throws {
    let texts = ["one film", "", "another film"]
    let bytes = Array(texts.joined(separator: "\n").utf8)
    let list = try TokenizedCorpus(reading: [.texts(texts, name: "a")], tokenizer: .icu)
    let file = try TokenizedCorpus(reading: [.memory(name: "a", text: bytes)], tokenizer: .icu)
    #expect(list.parts[0].digest.text == file.parts[0].digest.text)
    #expect(list.parts[0].byteCount == bytes.count)
    #expect(try CorpusSource.texts(texts).files().map(\.size) == [bytes.count])
    #expect(list.statistics.tokenCount == file.statistics.tokenCount)
  }

  @Test func aSequenceOfTextsIsCollected() async throws {
    let stream = AsyncStream { continuation in
      for text in ["a\nb", "c"] { continuation.yield(text) }
      continuation.finish()
    }
    let source = try await CorpusSource.texts(of: stream, name: "stream")
    #expect(source.name == "stream")
    #expect(try read(source).documents.map(\.text) == ["a\nb", "c"])
  }

  @Test func textsHaveNoLabels() {
    #expect(throws: FileError.self) {
      _ = try DocumentReader(.texts(["a"]), isLabelled: true).report
    }
  }
}
