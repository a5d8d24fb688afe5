import SentimentTextProcessing

/// The questions of a file in the form of word2vec's `questions-words.txt`: lines of four words,
/// in sections that start with a line `: name`.
struct AnalogyQuestions: Sendable {
  /// "`a` is to `b` as `c` is to `answer`", as ids of words.
  struct Question: Sendable {
    let a: Int32
    let b: Int32
    let c: Int32
    let answer: Int32
  }

  struct Section: Sendable {
    let name: String
    var questions: [Question] = []
    var unknownCount = 0
  }

  private(set) var sections: [Section] = []
  private(set) var skippedLineCount = 0

  /// - Throws: `FileError` when the file can't be read, has no question, or has one before the
  ///   first section.
  init(contentsOf path: String, index: CaseInsensitiveIndex) throws {
    var reader = try LineReader(path: path)
    try reader.forEachLine { line, bytes in
      let text = String(bytes)
      if text.hasPrefix(": ") {
        let name = text.drop { $0 == ":" || $0 == " " }.split(whereSeparator: \.isWhitespace)
        sections.append(Section(name: name.joined(separator: " ")))
        return
      }
      guard !sections.isEmpty else {
        throw FileError(
          .malformed, file: path, line: line, problem: "no section has started",
          remedy: "put a line \": name\" before the questions")
      }
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count == 4 else {
        skippedLineCount += 1
        return
      }
      let ids = words.compactMap(index.id)
      if ids.count == 4 {
        sections[sections.count - 1].questions.append(
          Question(a: ids[0], b: ids[1], c: ids[2], answer: ids[3]))
      } else {
        sections[sections.count - 1].unknownCount += 1
      }
    }
    guard sections.contains(where: { !$0.questions.isEmpty || $0.unknownCount > 0 }) else {
      throw FileError(
        .empty, file: path, problem: "there is no question in the file",
        remedy: "write four words a line, after a line \": name\"")
    }
  }
}
