import GRDB

/// A label with what people are told of it, and how many texts have it.
struct LabelSummary: Codable, Sendable, Equatable {
  let name: String
  /// When the label is right, for those who label.
  let guideline: String
  let count: Int
}

extension Store {
  /// The names of the labels, in their order.
  func labelNames() throws -> [String] {
    try database.read {
      try String.fetchAll($0, sql: "SELECT name FROM labelName ORDER BY position")
    }
  }

  /// The labels, in the order of their names.
  func labelSummaries() throws -> [LabelSummary] {
    try database.read { db in
      var counts: [String: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT label, count(*) FROM label GROUP BY label") {
        for name in (row[0] as TextLabel).names { counts[name, default: 0] += row[1] }
      }
      return try Row.fetchAll(db, sql: "SELECT name, guideline FROM labelName ORDER BY position")
        .map { LabelSummary(name: $0[0], guideline: $0[1], count: counts[$0[0]] ?? 0) }
    }
  }

  /// - Parameter guidelines: by label; a label without one keeps what it has.
  /// - Throws: `Refusal` when a name that is left out has labels.
  func setLabelNames(_ names: [String], guidelines: [String: String] = [:]) async throws {
    try await database.write { db in
      let given = try TextLabel.fetchAll(db, sql: "SELECT DISTINCT label FROM label")
      for used in given.flatMap(\.names) where !names.contains(used) {
        throw Refusal.conflict(
          "there are texts with the label \"\(used)\"; rename it, or give them another label first")
      }
      let known = try Row.fetchAll(db, sql: "SELECT name, guideline FROM labelName")
      let before = Dictionary(
        uniqueKeysWithValues: known.map { ($0[0] as String, $0[1] as String) })
      try db.execute(sql: "DELETE FROM labelName")
      for (position, name) in names.enumerated() {
        let guideline = guidelines[name] ?? before[name] ?? ""
        try db.execute(
          literal: """
            INSERT INTO labelName (name, position, guideline)
            VALUES (\(name), \(position), \(guideline))
            """)
      }
    }
  }

  /// Calls a label something else. Where there is a label of that name already, the two become one.
  ///
  /// - Throws: `Refusal` when there is no such label.
  func renameLabel(_ name: String, to newName: String) async throws {
    guard name != newName else { return }
    try await database.write { db in
      guard try Bool.fetchOne(db, literal: "SELECT 1 FROM labelName WHERE name = \(name)") != nil
      else {
        throw Refusal.notFound("there is no label \"\(name)\"")
      }
      let merges =
        try Bool.fetchOne(db, literal: "SELECT 1 FROM labelName WHERE name = \(newName)") != nil
      try db.execute(
        literal: merges
          ? "DELETE FROM labelName WHERE name = \(name)"
          : "UPDATE labelName SET name = \(newName) WHERE name = \(name)")
      for table in ["label", "opinion"] {
        for label in try Self.labels(with: name, of: table, db) {
          let renamed = label.mapNames { $0 == name ? newName : $0 }
          try db.execute(
            sql: "UPDATE \(table) SET label = ? WHERE label = ?", arguments: [renamed, label])
        }
      }
      // With fewer labels to tell apart, what was measured before says nothing.
      if merges { try db.execute(sql: "DELETE FROM accuracy") }
    }
  }

  /// What texts are labelled with in which a name stands.
  static func labels(with name: String, of table: String, _ db: Database) throws -> [TextLabel] {
    try TextLabel.fetchAll(db, sql: "SELECT DISTINCT label FROM \(table)")
      .filter { $0.names.contains(name) }
  }

  /// Makes a name known that somebody uses.
  ///
  /// - Throws: `Refusal` when there are too many.
  func addName(_ name: String, _ db: Database) throws {
    try db.execute(
      literal: """
        INSERT OR IGNORE INTO labelName (name, position)
        VALUES (\(name), (SELECT ifnull(max(position) + 1, 0) FROM labelName))
        """)
    if db.changesCount > 0,
      try Int.fetchOne(db, sql: "SELECT count(*) FROM labelName") ?? 0 > limits.labels
    {
      throw Refusal.tooLarge("there may be \(limits.labels) different labels")
    }
  }
}
