/// The names that a column may have.
package struct FieldNames: Sendable {
  /// The first that is there is taken.
  package let names: [String]
  /// The name that a user chose.
  private let chosen: String?
  private let kind: String
  /// The names as they are compared.
  private let keys: [String]

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

  /// The same where a text may have several.
  package static let labels = FieldNames(
    kind: "labels", ["labels", "tags", "topics", "categories", "genres"] + label.names)

  private init(kind: String, _ names: [String]) {
    self.names = names
    self.kind = kind
    chosen = nil
    keys = names.map(Self.key)
  }

  /// - Parameters:
  ///   - chosen: the name that a user chose.
  ///   - others: those that serve where it isn't there.
  init(chosen: String, otherwise others: FieldNames? = nil) {
    self.chosen = chosen
    names = [chosen] + (others?.names ?? [])
    kind = ""
    keys = names.map(Self.key)
  }

  /// Where the field is among those present: by its name as it is, or else in another case or with
  /// white space around it.
  func index(in present: [String]) -> Int? {
    if let chosen, let exact = present.firstIndex(of: chosen) { return exact }
    let present = present.map(Self.key)
    return keys.lazy.compactMap { present.firstIndex(of: $0) }.first
  }

  /// The place of a name among those wanted, where the first is the best; `nil` where it is none.
  func rank(of name: String) -> Int? {
    if name == chosen { return -1 }
    return keys.firstIndex(of: Self.key(name))
  }

  /// The same for columns, which can be chosen by their numbers too, from 1.
  func column(in present: [String]) -> Int? {
    if let index = index(in: present) { return index }
    return chosen.flatMap { Int($0) }.flatMap { 1...present.count ~= $0 ? $0 - 1 : nil }
  }

  /// Whether another column has the name of this one.
  static func isRepeated(_ index: Int, in present: [String]) -> Bool {
    let name = key(present[index])
    return present.indices.contains { $0 != index && key(present[$0]) == name }
  }

  private static func key(_ name: String) -> String { LabelName.normalized(name).lowercased() }

  /// The error for a file that lacks the field.
  func missing(
    among present: [String], file: String, line: Int, setting: FileError.Setting
  ) -> FileError {
    let wanted = chosen.map { "no field \"\($0)\"" } ?? "no field with a usual name for the \(kind)"
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
