/// What the labels of some texts show that is hardly meant: columns that are swapped, an id in the
/// label's place, a header that was read as a text, labels that differ in case alone.
package struct LabelSurvey: Sendable {
  /// What was seen, with the way out.
  package struct Finding: Sendable, CustomStringConvertible {
    package let problem: String
    package let remedy: String
    /// What a caller can set to mend it.
    package let setting: FileError.Setting?
    /// Whether nothing sensible can be learned from such labels.
    package let isError: Bool

    package var description: String { "\(problem); \(remedy)" }
  }

  /// How many texts have each label, by its name.
  package let counts: [(label: String, count: Int)]
  package private(set) var findings: [Finding] = []

  /// So many texts show that they have nearly as many labels.
  private static let fewTexts = 5
  private static let manyTexts = 20
  /// Of so many texts, one at most shares its label with another.
  private static let textsPerSharedLabel = 10
  private static let shownLabels = 3

  package init(_ texts: [LabelledText]) {
    let byLabel = Dictionary(texts.map { ($0.label, 1) }, uniquingKeysWith: +)
    counts = byLabel.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if let swapped = Self.swapped(texts, byLabel) {
      findings.append(swapped)
    } else if let ids = Self.ids(texts, byLabel) {
      findings.append(ids)
    } else if let header = Self.header(texts, byLabel) {
      findings.append(header)
    }
    findings += Self.likeNames(byLabel)
  }

  /// The same where a text may have any number of labels.
  package init(_ texts: [MultiLabelText]) {
    let byLabel = Dictionary(texts.flatMap { $0.labels.map { ($0, 1) } }, uniquingKeysWith: +)
    counts = byLabel.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if let lists = Self.lists(texts) { findings.append(lists) }
    findings += Self.likeNames(byLabel)
  }

  /// Lists of labels that nobody said how to cut: no text has two labels, and many hold what stands between
  /// labels elsewhere.
  private static func lists(_ texts: [MultiLabelText]) -> Finding? {
    guard texts.allSatisfy({ $0.labels.count < 2 }) else { return nil }
    let labels = texts.flatMap(\.labels)
    for separator in separators {
      let lists = labels.filter { $0.contains(separator) }
      guard lists.count >= fewTexts, lists.count * listShare >= labels.count else { continue }
      return Finding(
        problem: "no text has several labels, but many labels are like lists, such as"
          + " \(quoted(lists[0]))",
        remedy: "if they are, name what stands between two labels by \(.labelSeparator)",
        setting: .labelSeparator, isError: false)
    }
    return nil
  }

  /// What usually stands between the labels of a cell.
  private static let separators: [Character] = ["|", ";", ","]
  /// One label in so many is like a list where they are lists.
  private static let listShare = 10

  /// Texts and labels are swapped where the texts are few and short and stand there again, and the
  /// labels are long and don't.
  private static func swapped(_ texts: [LabelledText], _ counts: [String: Int]) -> Finding? {
    guard texts.count > 2, isNearlyAll(counts.count, of: texts.count) else { return nil }
    let different = Set(texts.map(\.text)).count
    let labelWords = texts.reduce(0) { $0 + wordCount($1.label) }
    let textWords = texts.reduce(0) { $0 + wordCount($1.text) }
    guard different < texts.count, different < counts.count, textWords < labelWords else {
      return nil
    }
    return Finding(
      problem: "text and label look swapped: nearly every text has a label of its own, such as"
        + " \(quoted(texts[0].label)), and the texts are like labels, such as"
        + " \(quoted(texts[0].text))",
      remedy: "name the columns by \(.textField) and \(.labelField), for a file without a header by"
        + " their numbers",
      setting: .textField, isError: true)
  }

  private static func ids(_ texts: [LabelledText], _ counts: [String: Int]) -> Finding? {
    guard texts.count >= fewTexts, isNearlyAll(counts.count, of: texts.count) else { return nil }
    let labels = texts.prefix(shownLabels).map { quoted($0.label) }.joined(separator: ", ")
    return Finding(
      problem: "nearly every text has a label of its own, such as \(labels): there are"
        + " \(counts.count) labels for \(texts.count) texts",
      remedy:
        "if these aren't labels, name the label's column by \(.labelField), for a file without"
        + " a header by its number",
      setting: .labelField, isError: texts.count >= manyTexts)
  }

  /// A first line whose label is that of no other text, while each other label is that of several.
  private static func header(_ texts: [LabelledText], _ counts: [String: Int]) -> Finding? {
    guard let first = texts.first, first.line == 1, counts[first.label] == 1, counts.count > 2,
      counts.values.count(where: { $0 == 1 }) == 1, wordCount(first.text) <= mostWordsOfName,
      first.text.contains(where: \.isLetter), !first.text.contains(where: { ".!?".contains($0) })
    else { return nil }
    return Finding(
      problem: "the first line may be a header: no other text has its label"
        + " \(quoted(first.label)), and its text is \(quoted(first.text))",
      remedy: "if it names columns, give the names by \(.textField) and \(.labelField)",
      setting: .textField, isError: false)
  }

  private static let mostWordsOfName = 3

  /// Labels that differ in case alone.
  private static func likeNames(_ counts: [String: Int]) -> [Finding] {
    Dictionary(grouping: counts.keys) { $0.lowercased() }.values.filter { $0.count > 1 }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }.map { labels in
        let names = labels.map { "\(quoted($0)) (\(counts[$0]!))" }
        return Finding(
          problem:
            "the labels \(names.dropLast().joined(separator: ", ")) and \(names.last!) differ"
            + " in case alone",
          remedy: "if they mean the same, write them alike", setting: nil, isError: false)
      }
  }

  private static func isNearlyAll(_ labels: Int, of texts: Int) -> Bool {
    labels * textsPerSharedLabel >= texts * (textsPerSharedLabel - 1)
  }

  private static func wordCount(_ text: String) -> Int {
    let words = text.split(whereSeparator: \.isWhitespace)
    // A language without spaces has words of about two characters.
    return words.reduce(0) { $0 + (($1.utf8.first ?? 0) < 0x80 ? 1 : ($1.count + 1) / 2) }
  }

  private static func quoted(_ text: String) -> String {
    let line = text.onOneLine
    return "\"\(line.prefix(longestQuote))\(line.count > longestQuote ? "…" : "")\""
  }

  private static let longestQuote = 40
}

extension LabelSurvey {
  /// - Throws: `FileError` when the labels are plainly none, and nobody said where they stand.
  func check(_ options: ReadingOptions, file: String) throws(FileError) {
    guard options.labelField == nil, let finding = findings.first(where: \.isError) else { return }
    throw FileError(
      .malformed, file: file, setting: finding.setting, problem: finding.problem,
      remedy: finding.remedy)
  }
}
