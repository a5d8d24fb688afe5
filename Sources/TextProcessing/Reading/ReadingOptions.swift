/// How texts are read, where a file's name and content don't tell.
public struct ReadingOptions: Sendable {
  /// `nil`: told from the file's name and, where that says nothing, from its first line.
  public var format: TextFormat?
  /// The CSV or TSV column or the JSON key that the text is in; `nil` for the first of
  /// ``FieldNames/text`` that is there.
  public var textField: String?
  /// The same for the label, with ``FieldNames/label``.
  public var labelField: String?
  /// Whether a record that can't be read is left out and counted, and not an error.
  public var skipsFaultyRecords = false
  /// Whether an empty line counts as a document, so that answers can stand beside the lines.
  public var keepsEmptyTexts = false
  /// Whether each record is passed on as it stands in its file too, also one without a text, so that
  /// answers can be written into it.
  package var keepsRecords = false

  public init() {}

  var textNames: FieldNames { textField.map(FieldNames.init(chosen:)) ?? .text }
  var labelNames: FieldNames { labelField.map(FieldNames.init(chosen:)) ?? .label }
}
