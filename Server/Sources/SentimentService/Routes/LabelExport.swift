import FoundationEssentials

/// The labelled texts as a file, which `fit` and an upload read.
enum LabelExport: String {
  case csv, jsonl

  var mediaType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .jsonl: "application/jsonl"
    }
  }

  private struct Line: Encodable {
    let id: String?
    let text: String
    let label: TextLabel
    let person: String?
    let note: String?
    let time: Int64?

    init(_ entry: LabelEntry) {
      (id, text, label, person) = (entry.externalID, entry.text, entry.label, entry.person)
      note = entry.note.isEmpty ? nil : entry.note
      time = entry.time == 0 ? nil : entry.time
    }
  }

  func bytes(_ labels: [LabelEntry]) -> [UInt8] {
    switch self {
    case .csv:
      // Spreadsheets tell UTF-8 by the mark alone.
      var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
      bytes += "text,label,id,person,note,time\r\n".utf8
      for entry in labels {
        let time = entry.time == 0 ? "" : String(entry.time)
        let cells = [
          entry.text, entry.label.cell, entry.externalID ?? "", entry.person ?? "", entry.note,
          time,
        ]
        bytes += cells.map(Self.cell).joined(separator: ",").utf8
        bytes += "\r\n".utf8
      }
      return bytes
    case .jsonl:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return labels.flatMap { entry in
        // Strings and numbers always have an encoding.
        Array((try? encoder.encode(Line(entry))) ?? Data()) + [UInt8(ascii: "\n")]
      }
    }
  }

  private static func cell(_ text: String) -> String {
    text.utf8.contains {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == 10 || $0 == 13
    }
      ? "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
      : text
  }
}
