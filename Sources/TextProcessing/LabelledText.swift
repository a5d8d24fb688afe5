/// A text with its label, as read from a file.
public struct LabelledText: Sendable, Equatable {
  /// The label.
  public let label: String

  /// The text, with ill-formed UTF-8 replaced by U+FFFD.
  public let text: String

  /// The line of the file it was in, from 1.
  public let line: Int

  /// How many ill-formed UTF-8 sequences were replaced, in label and text.
  public let replacedSequenceCount: Int

  public init(label: String, text: String, line: Int, replacedSequenceCount: Int = 0) {
    self.label = label
    self.text = text
    self.line = line
    self.replacedSequenceCount = replacedSequenceCount
  }
}
