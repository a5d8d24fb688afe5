/// How texts are read, where a file's name and content don't tell.
public struct ReadingOptions: Sendable {
  /// `nil`: told from the file's name and, where that says nothing, from its first line.
  public var format: TextFormat?
  /// The CSV or TSV column or the JSON key that the text is in; `nil` for the first of
  /// `text` that is there.
  public var textField: String?
  /// The same for the label, with `label`.
  public var labelField: String?
  /// Whether a text may have any number of labels, and none of them: a list in JSON, several `__label__x` of
  /// fastText, or a cell of a table that ``labelSeparator`` cuts.
  public var isMultiLabel = false
  /// What stands between the labels of a cell, such as "|"; a cell of it alone says that the text has none of the
  /// labels. `nil`: each cell is one label.
  public var labelSeparator: String?
  /// The CSV or TSV column or the JSON key of what tells a text from others, which is passed on with it;
  /// `nil` where there is none.
  public var idField: String?
  /// The CSV or TSV column or the JSON key of how much a labelled text counts, ``LabelledText/weight``; `nil` where
  /// each counts 1.
  public var weightField: String?
  /// What stands between the fields of a file of records: a character of ASCII. `nil`: told from the
  /// first line.
  public var delimiter: UInt8?
  /// The encoding of files without a byte-order mark; `nil`: UTF-8, or what the bytes tell.
  public var encoding: TextEncoding?
  /// Whether a record that can't be read is left out and counted, and not an error.
  public var skipsFaultyRecords = false
  /// Whether an empty line counts as a document, so that answers can stand beside the lines.
  public var keepsEmptyTexts = false
  /// Whether each record is passed on as it stands in its file too, also one without a text, so that
  /// answers can be written into it.
  package var keepsRecords = false

  /// Whether a record whose label is empty is passed on without one, where labels are asked for; else
  /// it is left out and counted.
  public var keepsUnlabelledTexts = false

  /// Whether ``format`` and ``textField`` were chosen for other files: they hold where the name tells
  /// no format, and where there is such a field.
  package var choicesAreForOtherFiles = false
  /// Whether errors speak of the setting of the text field that is for texts without labels.
  package var isForUnlabelledTexts = false
  /// Whether texts are passed on as they come, with nothing read ahead that somebody would have to
  /// write first.
  package var passesOnAtOnce = false

  /// Whether a file without the fields that nobody chose is read all the same, its texts empty, so that
  /// people can be asked which they are.
  var fieldsMayBeMissing = false

  public init() {}

  /// The labels that a cell of a table would give its text.
  public func labels(inCell cell: String) -> [String] {
    guard isMultiLabel else { return cell.isEmpty ? [] : [cell] }
    return LabelList.labels([cell], separatedBy: labelSeparator) ?? []
  }

  var textFieldSetting: FileError.Setting {
    isForUnlabelledTexts ? .unlabelledTextField : .textField
  }

  var textNames: FieldNames {
    textField.map { FieldNames(chosen: $0, otherwise: choicesAreForOtherFiles ? .text : nil) }
      ?? .text
  }
  var labelNames: FieldNames {
    labelField.map { FieldNames(chosen: $0) } ?? (isMultiLabel ? .labels : .label)
  }
  /// Of what is passed on as it stands: an id, or a weight.
  package var idNames: FieldNames? { (weightField ?? idField).map { FieldNames(chosen: $0) } }
  var idFieldSetting: FileError.Setting { weightField == nil ? .idField : .weightField }

  var textMayBeMissing: Bool { fieldsMayBeMissing && textField == nil }
  var labelMayBeMissing: Bool { fieldsMayBeMissing && labelField == nil }
}
