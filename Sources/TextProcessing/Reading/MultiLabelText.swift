/// A text with any number of labels, as read from a file.
public struct MultiLabelText: Sendable, Equatable {
  /// In order, each once; none where the text has none of the labels that others have.
  public let labels: [String]

  /// The text, with ill-formed UTF-8 replaced by U+FFFD.
  public let text: String

  /// The line of the file it begins in, from 1; what errors say where to look.
  public let line: Int

  /// How much it counts in learning, 0 or more: with 2 as much as two such texts.
  public let weight: Double

  public init(labels: some Sequence<String>, text: String, line: Int = 1, weight: Double = 1) {
    self.labels = Set(labels).sorted()
    self.text = text
    self.line = line
    self.weight = weight
  }
}
