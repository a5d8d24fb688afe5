import SentimentTextProcessing

/// What stands in one column of an answer.
enum Cell {
  case text(String)
  case number(Double)
  /// The labels of a text that may have any number of them; their probabilities.
  case labels([Answer.Label])
  case probabilities([Answer.Label])
  /// Where there is no answer.
  case none

  /// Enough to tell answers apart that a person would sort by.
  private static let decimals = 4

  var bytes: [UInt8] {
    switch self {
    case .text(let text): return Array(text.utf8)
    case .number(let number): return Self.bytes(number)
    case .labels(let labels): return Array(labels.names.utf8)
    case .probabilities(let labels):
      return Array(
        labels.map { Self.bytes($0.probability) }.joined(separator: Answer.separator.utf8))
    case .none: return []
    }
  }

  private static func bytes(_ number: Double) -> [UInt8] {
    var bytes: [UInt8] = []
    number.appendFixed(decimals, to: &bytes)
    return bytes
  }

  func appendJSON(to output: inout [UInt8]) {
    switch self {
    case .text(let text): JSONString.append(text, to: &output)
    case .number(let number): JSONNumber.append(number, to: &output)
    case .labels(let labels):
      Self.appendList(labels, to: &output) { JSONString.append($0.name, to: &$1) }
    case .probabilities(let labels):
      Self.appendList(labels, to: &output) { JSONNumber.append($0.probability, to: &$1) }
    case .none: output += "null".utf8
    }
  }
}

extension Cell {
  /// Appends a list as JSON.
  static func appendList(
    _ labels: [Answer.Label], to output: inout [UInt8],
    append: (Answer.Label, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: "["))
    for (place, label) in labels.enumerated() {
      if place > 0 { output.append(UInt8(ascii: ",")) }
      append(label, &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}

/// How the cells of a table are written as text.
struct CellStyle {
  let delimiter: UInt8
  /// Whether a cell may stand in quotes; if not, it can hold no line end and no delimiter.
  let isQuoted: Bool
  /// Whether cells that a spreadsheet would compute get an apostrophe in front.
  let escapesFormulas: Bool

  private static let quote = UInt8(ascii: "\"")

  /// Appends a value, in quotes where it needs them or all have them.
  func append(_ value: [UInt8], quoting: Bool = false, to output: inout [UInt8]) {
    let value = (escapesFormulas && Self.isFormula(value) ? [UInt8(ascii: "'")] : []) + value
    guard isQuoted else {
      value.withUnsafeBufferPointer { _ = OneLine.append($0, to: &output) }
      return
    }
    let needsQuotes = value.contains {
      $0 == delimiter || $0 == Self.quote || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    guard quoting || needsQuotes else {
      output += value
      return
    }
    output.append(Self.quote)
    for byte in value {
      if byte == Self.quote { output.append(byte) }
      output.append(byte)
    }
    output.append(Self.quote)
  }

  /// Appends a field as it stands in its file, with its quotes if it has some.
  func append(field: Span<UInt8>, to output: inout [UInt8]) {
    field.withUnsafeBufferPointer { field in
      guard escapesFormulas else { return output.append(contentsOf: field) }
      let opens = isQuoted && field.first == Self.quote
      let content = opens ? field.dropFirst() : field[...]
      if opens { output.append(Self.quote) }
      if Self.isFormula(content) { output.append(UInt8(ascii: "'")) }
      output.append(contentsOf: content)
    }
  }

  /// Characters by which a spreadsheet takes a cell for something to compute, also in the width of
  /// Chinese characters (OWASP, "CSV Injection").
  private static let formulaStarts = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    .map { Array($0.utf8) }

  private static func isFormula(_ value: some Collection<UInt8>) -> Bool {
    formulaStarts.contains { value.starts(with: $0) }
  }
}
