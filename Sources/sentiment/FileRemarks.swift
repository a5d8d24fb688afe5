/// What a user should know of a file of vectors that was read all the same.
enum FileRemarks {
  static func lines(_ duplicateCount: Int, _ illFormedWordCount: Int) -> [String] {
    var lines: [String] = []
    if duplicateCount > 0 {
      lines.append(
        "          \(duplicateCount.grouped) words stand there again; the first row counts")
    }
    if illFormedWordCount > 0 {
      lines.append(
        "          \(illFormedWordCount.grouped) words aren't well-formed UTF-8; they are kept as"
          + " they are")
    }
    return lines
  }
}
