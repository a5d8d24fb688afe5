import SentimentTextProcessing

/// What stands in one column of an answer.
enum Cell {
  case text(String)
  case number(Double)
  /// Where there is no answer.
  case none

  /// Enough to tell answers apart that a person would sort by.
  private static let decimals = 4

  var bytes: [UInt8] {
    switch self {
    case .text(let text): return Array(text.utf8)
    case .number(let number):
      var bytes: [UInt8] = []
      number.appendFixed(Self.decimals, to: &bytes)
      return bytes
    case .none: return []
    }
  }

  func appendJSON(to output: inout [UInt8]) {
    switch self {
    case .text(let text): JSONString.append(text, to: &output)
    case .number(let number): JSONNumber.append(number, to: &output)
    case .none: output += "null".utf8
    }
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
