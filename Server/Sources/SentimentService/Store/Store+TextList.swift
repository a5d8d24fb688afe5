import GRDB

/// A labelled text as the list of labels has it.
struct LabelEntry: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let text: String
  let label: TextLabel
  /// Whether the label came with a file of texts.
  let isUploaded: Bool
  /// Who gave it, where that is known.
  let person: String?
  let note: String
  /// When it was given, in seconds since 1970; 0 where that isn't known.
  let time: Int64
  /// What the user's own system calls the text.
  let externalID: String?
}

/// Which labelled texts a list has.
struct LabelFilter: Sendable {
  /// Part of the text or of its note, whatever the case.
  var search = ""
  /// One that it has.
  var label: String?
  var person: String?
  /// Whether there has to be a note.
  var hasNote = false
  /// Whether people have labelled the text differently.
  var isDisputed = false
  /// The only texts that may be in it.
  var ids: Set<Int64>?
  /// Whether the label that was given last comes first.
  var isLatestFirst = false
  var offset = 0
  /// `nil` for all.
  var limit: Int?
}

extension Store {
  func labels(_ filter: LabelFilter) throws -> (total: Int, labels: [LabelEntry]) {
    try database.read { db in
      db.add(function: Self.contains)
      var conditions: [SQL] = ["1"]
      if !filter.search.isEmpty {
        let search = filter.search.lowercased()
        conditions.append("(contains(text.text, \(search)) OR contains(label.note, \(search)))")
      }
      if let label = filter.label {
        conditions.append("label.label IN \(try Self.labels(with: label, of: "label", db))")
      }
      if let person = filter.person { conditions.append("label.person = \(person)") }
      if filter.hasNote { conditions.append("label.note <> ''") }
      if filter.isDisputed {
        conditions.append(
          """
          EXISTS (SELECT 1 FROM opinion
            WHERE opinion.textID = label.textID AND opinion.label <> label.label)
          """)
      }
      if let ids = filter.ids { conditions.append("text.id IN \(ids)") }
      let source: SQL = """
        FROM label JOIN text ON text.id = label.textID WHERE \(conditions.joined(separator: " AND "))
        """
      let order: SQL = filter.isLatestFirst ? "DESC" : "ASC"
      let total = try Int.fetchOne(db, literal: "SELECT count(*) \(source)") ?? 0
      let labels = try LabelEntry.fetchAll(
        db,
        SQLRequest(
          literal: """
            SELECT text.id, text.text, text.externalID, label.label, label.person, label.note,
              label.time, label.uploadID IS NOT NULL AS isUploaded
            \(source) ORDER BY label.position \(order) LIMIT \(filter.limit ?? -1) OFFSET \(filter.offset)
            """))
      return (total, labels)
    }
  }

  /// The texts without a label that are in a state.
  func texts(
    in state: TextState, search: String, offset: Int, limit: Int
  ) throws -> (total: Int, texts: [StoredText]) {
    try database.read { db in
      db.add(function: Self.contains)
      let source: SQL = """
        FROM text WHERE (isSkipped > 0) = \(state == .skipped) AND isNone = \(state == .none)
          AND id NOT IN (SELECT textID FROM label)
          AND (\(search.isEmpty) OR contains(text, \(search.lowercased())))
        """
      return (
        try Int.fetchOne(db, literal: "SELECT count(*) \(source)") ?? 0,
        try StoredText.fetchAll(
          db,
          SQLRequest(
            literal: "SELECT id, text \(source) ORDER BY id LIMIT \(limit) OFFSET \(offset)"))
      )
    }
  }

  /// Whether a text has another in it, whatever the case of its letters; SQLite knows the cases of ASCII only.
  private static let contains = DatabaseFunction("contains", argumentCount: 2, pure: true) {
    values in
    guard let text = String.fromDatabaseValue(values[0]),
      let part = String.fromDatabaseValue(values[1])
    else { return false }
    return text.lowercased().contains(part)
  }
}
