import Testing

@testable import SentimentTextProcessing

/// A text in parts is the text: each document once, in order, however many parts there are.
@Suite struct CorpusPartsTests {
  private func documents(
    _ sources: [CorpusSource], parts count: Int, options: ReadingOptions = ReadingOptions()
  ) throws -> [[String]] {
    let parts = try CorpusParts(sources, count: count, options: options)
    return try parts.parts.map { pieces in
      var texts: [String] = []
      for piece in pieces {
        var reader = DocumentReader(piece.files, options: options)
        while let document = try reader.next() { texts.append(document.text) }
      }
      return texts
    }
  }

  private func whole(_ sources: [CorpusSource]) throws -> [String] {
    var texts: [String] = []
    for source in sources {
      var reader = try DocumentReader(source)
      while let document = try reader.next() { texts.append(document.text) }
    }
    return texts
  }

  /// Lines of many lengths, some empty, some with letters of several bytes; by each end of a line.
  private func text(lines: Int, end: String) -> [UInt8] {
    var generator = SplitMix64(state: 7)
    let text = (0..<lines).map { line in
      String(repeating: "wörd ", count: Int.random(in: 0...9, using: &generator)) + "\(line)"
    }
    return Array(text.joined(separator: end).utf8)
  }

  @Test(arguments: ["\n", "\r\n", "\n\n"], [1, 2, 3, 7, 64])
  func linesAreReadOnce(end: String, count: Int) throws {
    let text = text(lines: 500, end: end)
    let memory = CorpusSource.memory(name: "text", text: text)
    let expected = try whole([memory])
    let inMemory = try documents([memory], parts: count)
    #expect(inMemory.flatMap { $0 } == expected)
    try withFile(text) { path in
      let parts = try documents([.file(path), memory], parts: count)
      #expect(parts.flatMap { $0 } == expected + expected)
      #expect(parts.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func partsHaveAboutAsManyBytes() throws {
    let text = text(lines: 2_000, end: "\n")
    let parts = try CorpusParts(
      [.memory(name: "text", text: text)], count: 8, options: ReadingOptions())
    for part in 0..<8 {
      #expect(abs(parts.byteCount(of: part..<part + 1) - text.count / 8) < 60)
    }
  }

  /// A cut within would be one of a record, of compressed data, or of a character.
  @Test func whatCannotBeCutStaysWhole() throws {
    let lines = text(lines: 300, end: "\n")
    let records = (0..<300).map { "a,\"one\ntwo \($0)\"\n" }.joined()
    let csv = Array("label,text\n\(records)".utf8)
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in String(decoding: lines, as: UTF8.self).utf16 {
      utf16 += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
    }
    for bytes in [csv, try Compressed.gzip(lines), try Compressed.xz(lines), utf16] {
      let source = CorpusSource.memory(name: "text", text: bytes)
      let parts = try documents([source], parts: 3)
      let expected = try whole([source])
      #expect(parts[0] == expected)
      #expect(parts[1].isEmpty && parts[2].isEmpty)
    }
  }

  @Test func aLineThatSpansPartsIsInOne() throws {
    let long = Array((String(repeating: "a ", count: 100_000) + "\nb\nc").utf8)
    let parts = try documents([.memory(name: "text", text: long)], parts: 4)
    #expect(parts.map(\.count) == [1, 0, 0, 2])
  }

  /// What begins like an object of JSON in the middle of a text is a line like others.
  @Test func aPartIsReadAsTheTextIs() throws {
    let text = "first line\n" + String(repeating: "{\"text\": 1}\n", count: 99)
    let source = CorpusSource.memory(name: "text", text: Array(text.utf8))
    let expected = try whole([source])
    let parts = try documents([source], parts: 5)
    #expect(parts.flatMap { $0 } == expected)
  }

  @Test func whatCanBeReadOnceIsRefused() {
    #expect {
      _ = try CorpusParts([.standardInput], count: 2, options: ReadingOptions())
    } throws: { ($0 as? FileError)?.setting == .replicas }
    #expect {
      _ = try CorpusParts([.file("/nowhere/at all")], count: 2, options: ReadingOptions())
    } throws: { ($0 as? FileError)?.kind == .missing }
  }

  /// The digest of a text that was cut tells it from others, and from the same with another cut.
  @Test func theWholeIsToldOf() throws {
    let text = text(lines: 400, end: "\n")
    func part(_ count: Int, _ text: [UInt8]) throws -> TokenizedCorpus.Part {
      let parts = try CorpusParts(
        [.memory(name: "text", text: text)], count: count, options: ReadingOptions())
      let corpus = try TokenizedCorpus(
        reading: parts, options: ReadingOptions(), tokenizer: .whitespace, threads: 2,
        processes: SingleProcess())
      #expect(corpus.parts.count == 1)
      return corpus.parts[0]
    }
    let two = try part(2, text)
    #expect(two.name == "text")
    #expect(two.byteCount == text.count)
    let digests = [
      try part(2, text), try part(3, text), try part(2, text.dropLast() + [UInt8(ascii: "x")]),
    ].map(\.digest.value)
    #expect(digests[0] == two.digest.value)
    #expect(digests[1] != two.digest.value && digests[2] != two.digest.value)
  }
}
