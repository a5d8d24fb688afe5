import GRDB

/// What a text is labelled with: one label or, in a project where it may have any number of them, several or none.
enum TextLabel: Hashable, Sendable {
  case one(String)
  /// Each once, in the order of the alphabet.
  case several([String])

  var names: [String] {
    switch self {
    case .one(let name): [name]
    case .several(let names): names
    }
  }

  /// What stands between several labels in a cell of a table, and alone where there is none.
  static let cellSeparator = "|"

  /// As it stands in a cell of a table.
  var cell: String {
    names.isEmpty ? Self.cellSeparator : names.joined(separator: Self.cellSeparator)
  }

  var isSeveral: Bool {
    if case .several = self { true } else { false }
  }

  static func several(_ names: Set<String>) -> TextLabel { .several(names.sorted()) }

  /// The same with other names.
  ///
  /// - Throws: what `change` throws.
  func mapNames<Failure: Error>(
    _ change: (String) throws(Failure) -> String
  ) throws(Failure) -> TextLabel {
    switch self {
    case .one(let name): return .one(try change(name))
    case .several(let names):
      var changed = Set<String>()
      for name in names { changed.insert(try change(name)) }
      return .several(changed)
    }
  }
}

extension TextLabel: ExpressibleByStringLiteral {
  init(stringLiteral name: String) { self = .one(name) }
}

/// As JSON a text or a list of texts.
extension TextLabel: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let name = try? value.decode(String.self) {
      self = .one(name)
    } else {
      self = .several(Set(try value.decode([String].self)))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .one(let name): try value.encode(name)
    case .several(let names): try value.encode(names)
    }
  }
}

/// In the database several labels are one text, with a sign before each that no name may have. So equal ones are equal
/// there too, and one label stands as it is.
extension TextLabel: DatabaseValueConvertible {
  private static let mark: Character = "\u{1F}"

  var databaseValue: DatabaseValue {
    switch self {
    case .one(let name): name.databaseValue
    case .several(let names):
      (String(Self.mark) + names.joined(separator: String(Self.mark))).databaseValue
    }
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> TextLabel? {
    String.fromDatabaseValue(value).map { text in
      text.first == mark
        ? .several(text.split(separator: mark).map(String.init)) : .one(text)
    }
  }
}
