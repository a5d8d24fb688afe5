/// The names that a column may have.
package struct FieldNames: Sendable {
  /// The first that is there is taken.
  package let names: [String]
  private let isChosen: Bool
  private let kind: String

  /// Names that data sets give to the text.
  package static let text = FieldNames(
    kind: "text",
    [
      "text", "review", "sentence", "content", "comment", "body", "document", "tweet", "message",
      "reviewText",
    ])
  /// Names that data sets give to the label.
  package static let label = FieldNames(
    kind: "label",
    ["label", "sentiment", "class", "category", "polarity", "target", "rating", "stars"])

  private init(kind: String, _ names: [String]) {
    self.names = names
    self.kind = kind
    isChosen = false
  }

  /// The one name that a user chose.
  init(chosen name: String) {
    names = [name]
    kind = ""
    isChosen = true
  }

  /// Where the field is among those present: a chosen name as it is, others in any case.
  func index(in present: [String]) -> Int? {
    if isChosen { return present.firstIndex(of: names[0]) }
    let present = present.map { $0.lowercased() }
    return names.lazy.compactMap { present.firstIndex(of: $0.lowercased()) }.first
  }

  /// The error for a file that lacks the field.
  func missing(
    among present: [String], file: String, line: Int, setting: FileError.Setting
  ) -> FileError {
    let wanted =
      isChosen ? "no field \"\(names[0])\"" : "no field with a usual name for the \(kind)"
    let list = present.prefix(Self.longestList).map { "\"\($0.prefix(Self.longestName))\"" }
      .joined(separator: ", ")
    let more = present.count > Self.longestList ? ", …" : ""
    return FileError(
      .malformed, file: file, line: line, setting: setting,
      problem: "there is \(wanted); the fields are \(list)\(more)",
      remedy: "name one by \(setting)")
  }

  /// A longer list would only make the message harder to read.
  private static let longestList = 12
  private static let longestName = 40
}
