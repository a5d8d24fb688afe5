/// A record as it stands in its file, beside the text that was read from it.
package struct SourceRecord: Sendable {
  package enum Kind: Sendable {
    /// The names of the columns.
    case header
    case text
    /// An empty line in a file whose records aren't lines of text.
    case blank
    /// It can't be read, and such records aren't errors (``ReadingOptions/skipsFaultyRecords``).
    case faulty
  }

  package let kind: Kind
  package let layout: RecordLayout
  /// Its number in the file, from 1; the header and empty lines don't count.
  package let number: Int
  /// The line it begins in, from 1.
  package let line: Int
  /// Where its bytes stand in the batch, without the line end; none where the text is all there is.
  package let bytes: Range<Int>
}
