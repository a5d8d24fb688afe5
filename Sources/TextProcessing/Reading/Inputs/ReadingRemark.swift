/// How a file was read, where that doesn't follow from what was asked, or may not be what is meant.
package enum ReadingRemark: Hashable, Sendable, Codable {
  /// Its bytes told an encoding other than UTF-8.
  case encoding(TextEncoding)
  /// A table, though its name tells no format.
  case table(column: String)
  /// Line by line, though it looks like a table.
  case linesLikeTable
  /// Several columns have the name; the first is read.
  case repeatedColumn(String)
  /// The text is in the one column that isn't the label's.
  case otherColumn(String)
}
