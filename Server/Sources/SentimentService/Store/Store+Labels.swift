import GRDB

extension Store {
  /// The names of the labels, in their order.
  func labelNames() throws -> [String] {
    try database.read {
      try String.fetchAll($0, sql: "SELECT name FROM labelName ORDER BY position")
    }
  }

  /// - Throws: `Refusal` when a name that is left out has labels.
  func setLabelNames(_ names: [String]) async throws {
    try await database.write { db in
      for used in try String.fetchAll(db, sql: "SELECT DISTINCT label FROM label")
      where !names.contains(used) {
        throw Refusal.conflict("there are texts with the label \"\(used)\"; it must stay")
      }
      try db.execute(sql: "DELETE FROM labelName")
      for (position, name) in names.enumerated() {
        try db.execute(literal: "INSERT INTO labelName VALUES (\(name), \(position))")
      }
    }
  }

  /// The labelled texts in the order in which they were labelled.
  func labels() throws -> [StoredLabel] {
    try database.read {
      try StoredLabel.fetchAll(
        $0,
        sql: """
          SELECT text.id, text.text, label.label FROM label JOIN text ON text.id = label.textID
          ORDER BY label.position
          """)
    }
  }

  /// Labels texts: all of them or, when one can't be, none.
  ///
  /// - Throws: `Refusal` when a text isn't there, or there are too many labels.
  func setLabels(_ labels: [(text: Int64, label: String)]) async throws {
    try await database.write { db in
      for (text, label) in labels { try self.set(label, of: text, db) }
    }
  }

  func set(_ label: String, of text: Int64, _ db: Database) throws {
    guard try Bool.fetchOne(db, literal: "SELECT 1 FROM text WHERE id = \(text)") != nil else {
      throw Refusal.notFound("there is no text \(text)")
    }
    try db.execute(
      literal: """
        INSERT OR IGNORE INTO labelName
        VALUES (\(label), (SELECT ifnull(max(position) + 1, 0) FROM labelName))
        """)
    if db.changesCount > 0,
      try Int.fetchOne(db, sql: "SELECT count(*) FROM labelName") ?? 0 > limits.labels
    {
      throw Refusal.tooLarge("there may be \(limits.labels) different labels")
    }
    try db.execute(
      literal: """
        INSERT OR REPLACE INTO label
        VALUES (\(text), \(label), (SELECT ifnull(max(position) + 1, 0) FROM label))
        """)
    try db.execute(literal: "UPDATE text SET isSkipped = 0 WHERE id = \(text)")
  }

  /// - Throws: `Refusal` when the text has no label.
  func removeLabel(of text: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "DELETE FROM label WHERE textID = \(text)")
      guard db.changesCount > 0 else { throw Refusal.notFound("text \(text) has no label") }
    }
  }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
  static func fetchOne(_ db: Database, literal: SQL) throws -> Self? {
    try fetchOne(db, SQLRequest(literal: literal))
  }
}
