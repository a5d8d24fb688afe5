/// A line as fastText reads it for supervised learning: words that begin with `__label__`, and then
/// the text.
struct FastTextLine {
  static let labelPrefix = Array("__label__".utf8)

  /// Where the labels stand, without the prefix.
  private(set) var labels: [Range<Int>] = []
  /// Where the text stands.
  let text: Range<Int>

  init(_ line: UnsafeBufferPointer<UInt8>) {
    var rest = trimmed(0..<line.count, of: line.span)
    while line[rest].starts(with: Self.labelPrefix) {
      let end = line[rest].firstIndex(where: isWhitespace) ?? rest.upperBound
      labels.append(rest.lowerBound + Self.labelPrefix.count..<end)
      rest = trimmed(end..<rest.upperBound, of: line.span)
    }
    text = rest
  }
}
