import SentimentTextProcessing

/// Rows of text in aligned columns: the first to the left, the others to the right.
struct TextTable {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  /// Columns between two cells.
  private static let gap = 2

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The table with a line under its header.
  var text: String {
    let columns = rows[0].indices
    let widths = columns.map { column in rows.map { $0[column].columnCount }.max() ?? 0 }
    let width = widths.reduce(Self.gap * (widths.count - 1), +)
    if Terminal.output.isInteractive, width > Terminal.output.columns { return list }
    func line(_ row: [String]) -> String {
      columns.map { column in
        column == 0
          ? row[column].padded(to: widths[column]) : row[column].aligned(to: widths[column])
      }.joined(separator: "  ")
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return ([line(rows[0]), rule] + rows.dropFirst().map(line)).joined(separator: "\n") + "\n"
  }

  /// The rows one below another, where a terminal is too narrow for the table: in each, a line for each
  /// cell that has something in it.
  private var list: String {
    rows.dropFirst().map { row in
      let cells = zip(rows[0], row).dropFirst().filter { !$0.1.isEmpty }
      return "\(row[0])\n"
        + cells.map { "  \($0.0.isEmpty ? "" : "\($0.0): ")\($0.1)\n" }.joined()
    }.joined()
  }
}
