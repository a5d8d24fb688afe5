/// A text with its label, as read from a file.
public struct LabelledText: Sendable, Equatable {
  /// The label.
  public let label: String

  /// The text, with ill-formed UTF-8 replaced by U+FFFD.
  public let text: String

  /// The line of the file it begins in, from 1; what errors say where to look.
  public let line: Int

  /// How much it counts in learning, 0 or more: with 2 as much as two such texts.
  public let weight: Double

  public init(label: String, text: String, line: Int = 1, weight: Double = 1) {
    self.label = label
    self.text = text
    self.line = line
    self.weight = weight
  }
}
