import SentimentTextProcessing

/// Reads the bytes as labelled and unlabelled text, strictly and leniently, and expects of each
/// document what ``DocumentReader`` promises.
///
/// - Parameter change: what else is chosen.
func readTexts(
  _ bytes: [UInt8], format: TextFormat?, _ change: (inout ReadingOptions) -> Void = { _ in }
) {
  for isLabelled in [false, true] {
    for isLenient in [false, true] {
      var options = ReadingOptions()
      options.format = format
      change(&options)
      options.skipsFaultyRecords = isLenient
      options.keepsEmptyTexts = isLenient && !isLabelled
      read(bytes, options, isLabelled: isLabelled)
    }
  }
}

/// The first byte chooses an encoding for the others.
func readInEncoding(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let name = encodings[Int(first) % encodings.count]
  guard let encoding = TextEncoding(name: name) else { preconditionFailure("ICU knows \(name)") }
  readTexts(Array(bytes.dropFirst()), format: nil) { $0.encoding = encoding }
}

private let encodings = [
  "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-7", "windows-1252", "KOI8-R", "GB18030",
  "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "ISO-2022-JP", "HZ", "SCSU",
]

/// The first byte chooses what stands between the fields of the others.
func readWithDelimiter(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let delimiters = [UInt8](",;|\t: ".utf8)
  readTexts(Array(bytes.dropFirst()), format: first & 0x80 == 0 ? nil : .csv) {
    $0.delimiter = delimiters[Int(first & 0x7F) % delimiters.count]
    if first & 0x40 != 0 { ($0.textField, $0.labelField) = ("2", "1") }
  }
}

private func read(_ bytes: [UInt8], _ options: ReadingOptions, isLabelled: Bool) {
  let source = CorpusSource.memory(name: "fuzz", text: bytes)
  do {
    var reader = try DocumentReader(source, options: options, isLabelled: isLabelled)
    var count = 0
    var line = 0
    while let document = try reader.next() {
      count += 1
      precondition(document.line > line, "each document has a line of its own")
      line = document.line
      precondition(!document.text.utf8.contains(0), "NUL bytes are replaced")
      precondition((document.label != nil) == isLabelled, "labels are where they are asked for")
      precondition(document.label?.isEmpty != true, "a label isn't empty")
    }
    precondition(reader.report.documentCount == count, "the report counts the documents")
  } catch {
    precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
  }
}
