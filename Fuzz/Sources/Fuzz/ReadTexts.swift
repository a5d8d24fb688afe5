import SentimentTextProcessing

/// Reads the bytes as labelled and unlabelled text, strictly and leniently, and expects of each
/// document what ``DocumentReader`` promises.
func readTexts(_ bytes: [UInt8], format: TextFormat?) {
  for isLabelled in [false, true] {
    for isLenient in [false, true] {
      var options = ReadingOptions()
      options.format = format
      options.skipsFaultyRecords = isLenient
      options.keepsEmptyTexts = isLenient && !isLabelled
      read(bytes, options, isLabelled: isLabelled)
    }
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
