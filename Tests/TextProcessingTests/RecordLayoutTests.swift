import Testing

@testable import SentimentTextProcessing

/// Records as they stand in their files, beside their texts.
struct RecordLayoutTests {
  /// The records of a file in memory, each with its bytes.
  private func records(
    _ text: String, _ name: String, skipping: Bool = false
  ) throws -> [(record: SourceRecord, bytes: String, text: String)] {
    var options = ReadingOptions()
    options.keepsEmptyTexts = true
    options.keepsRecords = true
    options.skipsFaultyRecords = skipping
    var reader = try DocumentBatchReader(
      .memory(name: name, text: Array(text.utf8)), options: options)
    var records: [(SourceRecord, String, String)] = []
    while let batch = try reader.next() {
      for (range, record) in zip(batch.ranges, batch.records) {
        records.append(
          (
            record, String(decoding: batch.bytes[record.bytes], as: UTF8.self),
            String(decoding: batch.bytes[range], as: UTF8.self)
          ))
      }
    }
    return records
  }

  @Test func bytesStayAndTextsAreRead() throws {
    let csv = "\u{FEFF}id;text\r\n1;\"a\r\nb\"\r\n\r\n2;\r\n3;x;y\r\n4;\"end\""
    let records = try records(csv, "a.csv", skipping: true)
    #expect(records.map(\.record.kind) == [.header, .text, .blank, .text, .faulty, .text])
    #expect(
      records.map(\.bytes) == ["id;text", "1;\"a\r\nb\"", "", "2;", "3;x;y", "4;\"end\""])
    #expect(records.map(\.text) == ["", "a\nb", "", "", "", "end"])
    #expect(records.filter { $0.record.kind != .blank }.map(\.record.number) == [0, 1, 2, 3, 4])
    #expect(records.map(\.record.line) == [1, 2, 4, 5, 6, 7])
    let layout = records[1].record.layout
    #expect(records.dropFirst().allSatisfy { $0.record.layout === layout })
    #expect(layout.names == ["id", "text"] && layout.delimiter == UInt8(ascii: ";"))
    #expect(layout.hasByteOrderMark && layout.lineEnd == "\r\n" && !layout.quotesNames)
  }

  /// The fields, without their quotes, are those of the record as it is read.
  @Test func fieldsAreThoseOfTheReader() {
    let layout = RecordLayout(of: "a.csv", format: .csv, quoting: DelimitedRecord.Quoting())
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      let bytes = (0..<Int(state >> 60)).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array("\",\"a, \"".utf8)[Int(state >> 33) % 6]
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var record = DelimitedRecord(delimiter: UInt8(ascii: ","))
      bytes.withUnsafeBufferPointer { record.add($0) }
      guard !record.isOpen else { continue }
      let fields = layout.fields(of: bytes.span)
      #expect(fields.count == record.fieldCount)
      for (index, field) in fields.enumerated() where index < record.fieldCount {
        let value = layout.value(bytes.span.extracting(field))
        #expect(value == Array(record.field(index)))
      }
    }
  }

  /// Quotes in a table that may have none, a backslash before one, and a name before the columns, as R
  /// writes them: known from the first record that has them.
  @Test func layoutsOfRAreTold() throws {
    let tsv =
      "\"label\"\t\"text\"\n\"1\"\t\"pos\"\t\"a \\\"fine\\\" film\"\n\"2\"\t\"neg\"\t\"bad\"\n"
    let records = try records(tsv, "a.tsv")
    #expect(records.map(\.text) == ["", "a \"fine\" film", "bad"])
    let layout = records[1].record.layout
    #expect(layout.hasRowNames && layout.isQuoted && layout.names == ["label", "text"])
    let bytes = Array(records[1].bytes.utf8)
    let fields = layout.fields(of: bytes.span)
    #expect(fields.count == 3)
    let value = layout.value(bytes.span.extracting(fields[2]))
    #expect(String(decoding: value, as: UTF8.self) == "a \"fine\" film")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEndsAreTold(end: String) throws {
    let records = try records("sep=;\(end)id;text\(end)1;a\(end)2;b\(end)", "a.csv")
    #expect(records.map(\.bytes) == ["id;text", "1;a", "2;b"])
    let layout = records[1].record.layout
    #expect(layout.lineEnd == end && layout.preamble == Array("sep=;\(end)".utf8))
  }

  @Test func linesHaveNoBytesBesideTheText() throws {
    let records = try records("great\n\nfilm", "a.txt")
    #expect(records.map(\.text) == ["great", "", "film"])
    #expect(records.map(\.bytes) == ["", "", ""])
    #expect(records.map(\.record.number) == [1, 2, 3])
  }

  @Test func membersOfAnObject() {
    let text = #" { "a" : [1, {"b": "}]"}] ,"t\"\u0065":"x\\", "n":-1.5e3 }"#
    let bytes = Array(text.utf8)
    guard let object = JSONMembers(bytes.span) else {
      Issue.record("it is an object")
      return
    }
    #expect(object.names == ["a", "t\"e", "n"])
    #expect(
      object.members.map { String(decoding: bytes[$0.value], as: UTF8.self) }
        == [#"[1, {"b": "}]"}]"#, #""x\\""#, "-1.5e3"])
    #expect(bytes[object.end] == UInt8(ascii: "}"))
    for odd in ["", "[]", "{", "{\"a\"", "{\"a\":", "{a:1}", "{\"a\" 1}", "{\"a\":1} x"] {
      let bytes = Array(odd.utf8)
      let isObject = JSONMembers(bytes.span) != nil
      #expect(!isObject, "\(odd)")
    }
    let empty = Array("{}".utf8)
    let names = JSONMembers(empty.span)?.names
    #expect(names == [])
  }

  /// Half of a surrogate pair is U+FFFD, as it is in texts and labels.
  @Test func membersHoldLoneSurrogates() throws {
    let bytes = Array(#"{"k\ud800":"a\udc00\n\ud83d\ude00","n":NaN}"#.utf8)
    guard let object = JSONMembers(bytes.span) else {
      Issue.record("it is an object")
      return
    }
    #expect(object.names == ["k\u{FFFD}", "n"])
    let strings = object.members.map { JSONMembers.string(bytes.span.extracting($0.value)) }
    #expect(strings == [Array("a\u{FFFD}\n😀".utf8), nil])
  }
}
