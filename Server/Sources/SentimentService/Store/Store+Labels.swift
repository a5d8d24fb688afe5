import GRDB

/// A label that is given to a text.
struct GivenLabel: Sendable, Equatable {
  /// What the text's label has to be before.
  enum Expected: Sendable, Equatable {
    case any
    /// `nil` for none.
    case label(TextLabel?)
  }

  var text: Int64
  var label: TextLabel
  var expected = Expected.any
  var person: String?
  /// Whether it is a second person's opinion of a text that keeps its label.
  var isSecondOpinion = false
}

extension Store {
  /// Labels texts: all of them or, when one can't be, none.
  ///
  /// - Parameter time: in seconds since 1970.
  /// - Throws: `Refusal` when a text isn't there, has another label than is expected, or there are too many labels.
  func setLabels(_ labels: [GivenLabel], time: Int64 = 0) async throws {
    try await database.write { db in
      for given in labels { try self.set(given, upload: nil, time: time, db) }
    }
  }

  func set(_ given: GivenLabel, upload: Int64?, time: Int64, _ db: Database) throws {
    let id = given.text
    guard try Bool.fetchOne(db, literal: "SELECT 1 FROM text WHERE id = \(id)") != nil else {
      throw Refusal.notFound("there is no text \(id)")
    }
    guard given.label.isSeveral == (try Self.isMultiLabel(db)) else {
      throw Refusal.invalid(
        given.label.isSeveral
          ? "a text of this project has one label: give it as a text"
          : "a text of this project may have any number of labels: give them as a list")
    }
    try Self.check(given.expected, of: id, db)
    for name in given.label.names { try addName(name, db) }
    if let person = given.person {
      try db.execute(
        literal: "INSERT OR REPLACE INTO opinion VALUES (\(id), \(person), \(given.label))")
    }
    guard !given.isSecondOpinion else { return }
    // A note stays with its text.
    try db.execute(
      literal: """
        INSERT INTO label (textID, label, position, uploadID, person, time)
        VALUES (\(id), \(given.label), (SELECT ifnull(max(position) + 1, 0) FROM label), \(upload),
          \(given.person), \(time))
        ON CONFLICT (textID) DO UPDATE SET label = excluded.label, position = excluded.position,
          uploadID = excluded.uploadID, person = excluded.person, time = excluded.time
        """)
    try db.execute(literal: "UPDATE text SET isSkipped = 0, isNone = 0 WHERE id = \(id)")
  }

  /// - Throws: `Refusal` when a text has another label than is expected.
  private static func check(_ expected: GivenLabel.Expected, of id: Int64, _ db: Database) throws {
    guard case .label(let expected) = expected else { return }
    let current = try TextLabel.fetchOne(
      db, SQLRequest(literal: "SELECT label FROM label WHERE textID = \(id)"))
    guard current == expected else {
      throw Refusal.conflict(
        current.map {
          let names = $0.names.map { "\"\($0)\"" }.joined(separator: ", ")
          let label = names.isEmpty ? "none of the labels" : "the label \(names)"
          return "text \(id) has \(label) by now"
        }
          ?? "text \(id) has no label any more")
    }
  }

  /// - Throws: `Refusal` when the text has no label, or another than is expected.
  func removeLabel(of text: Int64, expected: GivenLabel.Expected = .any) async throws {
    try await database.write { db in
      try Self.check(expected, of: text, db)
      try db.execute(literal: "DELETE FROM label WHERE textID = \(text)")
      guard db.changesCount > 0 else { throw Refusal.notFound("text \(text) has no label") }
      try db.execute(literal: "DELETE FROM opinion WHERE textID = \(text)")
    }
  }

  /// Takes back what a second person said of a text.
  ///
  /// - Throws: `Refusal` when nothing was said.
  func removeOpinion(of text: Int64, by person: String) async throws {
    try await database.write { db in
      try db.execute(literal: "DELETE FROM opinion WHERE textID = \(text) AND person = \(person)")
      guard db.changesCount > 0 else {
        throw Refusal.notFound("text \(text) has no label by \(person)")
      }
    }
  }

  /// - Throws: `Refusal` when the text has no label.
  func setNote(_ note: String, text: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "UPDATE label SET note = \(note) WHERE textID = \(text)")
      guard db.changesCount > 0 else { throw Refusal.notFound("text \(text) has no label") }
    }
  }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
  static func fetchOne(_ db: Database, literal: SQL) throws -> Self? {
    try fetchOne(db, SQLRequest(literal: literal))
  }
}
