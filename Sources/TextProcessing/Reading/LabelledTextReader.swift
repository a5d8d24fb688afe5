/// Reads labelled texts, by the rules of ``DocumentReader``.
public enum LabelledTextReader {
  /// The labelled texts of some files, folders or globs, in their order.
  ///
  /// A label has no white space around it. Records whose label is empty are left out. A folder has a sub-folder for each label, with a text a
  /// file.
  ///
  /// - Parameters:
  ///   - sources: files, folders or globs.
  ///   - options: how they are read where names and content don't tell.
  ///   - progress: called now and then with the number of texts read, and of bytes, compressed if
  ///     they are.
  /// - Returns: the texts, and what was left out and repaired.
  /// - Throws: `FileError` when a file can't be read, a record can't be and isn't skipped, or there
  ///   is no labelled text, or what stands in the labels' place are plainly none.
  public static func read(
    _ sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    progress: (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws(FileError) -> (texts: [LabelledText], report: ReadingReport) {
    let texts = try readPartlyLabelled(sources, options: options, progress: progress)
    return (texts.labelled, texts.report)
  }

  /// The same where a text may have any number of labels: ``ReadingOptions/isMultiLabel``.
  ///
  /// - Throws: As `read(_:options:)`.
  public static func readMultiLabel(
    _ sources: [CorpusSource], options: ReadingOptions = ReadingOptions(),
    progress: (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws(FileError) -> (texts: [MultiLabelText], report: ReadingReport) {
    let texts = try readPartlyMultiLabel(sources, options: options, progress: progress)
    return (texts.labelled, texts.report)
  }

  /// The labelled texts, with the texts of records whose label is empty beside those that have one.
  package static func readPartlyLabelled(
    _ sources: [CorpusSource], options: ReadingOptions,
    progress: (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws(FileError) -> PartlyLabelledTexts<LabelledText> {
    let texts = try read(sources, options, progress) { document, weight in
      document.label.map {
        LabelledText(label: $0, text: document.text, line: document.line, weight: weight)
      }
    }
    try LabelSurvey(texts.labelled).check(options, file: name(of: sources))
    return texts
  }

  /// The same where a text may have any number of labels.
  package static func readPartlyMultiLabel(
    _ sources: [CorpusSource], options: ReadingOptions,
    progress: (_ texts: Int, _ inputBytes: Int) -> Void = { _, _ in }
  ) throws(FileError) -> PartlyLabelledTexts<MultiLabelText> {
    var options = options
    options.isMultiLabel = true
    return try read(sources, options, progress) { document, weight in
      document.labels.map {
        MultiLabelText(labels: $0, text: document.text, line: document.line, weight: weight)
      }
    }
  }

  private static func name(of sources: [CorpusSource]) -> String {
    sources.map(\.name).joined(separator: ", ")
  }

  /// - Parameter labelled: makes a labelled text of a document and its weight; `nil` where it has no label.
  private static func read<Text>(
    _ sources: [CorpusSource], _ options: ReadingOptions,
    _ progress: (_ texts: Int, _ inputBytes: Int) -> Void,
    labelled: (DocumentReader.Document, _ weight: Double) -> Text?
  ) throws(FileError) -> PartlyLabelledTexts<Text> {
    var texts = PartlyLabelledTexts<Text>()
    var inputByteCount = 0
    for source in sources {
      var reader = try DocumentReader(source, options: options, isLabelled: true)
      while let document = try reader.next() {
        let weight = try options.weightField.map { field throws(FileError) in
          try self.weight(of: document, field, in: source.name)
        }
        if let text = labelled(document, weight ?? 1) {
          texts.labelled.append(text)
        } else {
          texts.unlabelled.append(document.text)
        }
        if (texts.labelled.count + texts.unlabelled.count) % reportedTexts == 0 {
          progress(texts.labelled.count, inputByteCount + reader.inputByteCount)
        }
      }
      inputByteCount += reader.inputByteCount
      texts.report.add(reader.report)
    }
    guard !texts.labelled.isEmpty else {
      throw noText(in: name(of: sources), withoutLabel: texts.report.withoutLabel.count)
    }
    return texts
  }

  /// What stands in the weight's field, of a record with a label.
  private static func weight(
    of document: DocumentReader.Document, _ field: String, in file: String
  ) throws(FileError) -> Double {
    guard document.labels != nil else { return 1 }
    guard let text = document.id, let weight = Double(text), weight >= 0, weight.isFinite else {
      throw FileError(
        .malformed, file: file, line: document.line, setting: .weightField,
        problem: document.id.map { "the weight is \"\($0)\"" } ?? "the record has no weight",
        remedy: "write a number of 0 or more, or name another column by \(.weightField)")
    }
    return weight
  }

  /// The number of texts that are read between two reports of progress.
  private static let reportedTexts = 256

  /// - Parameter withoutLabel: how many records have a text and no label.
  package static func noText(in file: String, withoutLabel count: Int = 0) -> FileError {
    if count > 0 {
      return FileError(
        .empty, file: file, setting: .labelField,
        problem: count == 1
          ? "the one record has no label" : "none of the \(count) records has a label",
        remedy: "write labels, or name their column by \(.labelField)")
    }
    return FileError(
      .empty, file: file, problem: "there is no labelled text in the file",
      remedy: "write label<TAB>text, one a line")
  }

  /// The labelled texts of a file, a folder or a glob; "-" is standard input.
  ///
  /// - Throws: As `read(_:options:)`.
  public static func read(_ path: String) throws(FileError) -> [LabelledText] {
    try read([CorpusSource(path: path)]).texts
  }

  /// The labelled texts of a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: the file's content, compressed or not.
  ///   - name: what errors call the file; its extension tells the format.
  /// - Throws: As `read(_:options:)`.
  public static func parse(_ bytes: [UInt8], name: String) throws(FileError) -> [LabelledText] {
    try read([.memory(name: name, text: bytes)]).texts
  }
}
