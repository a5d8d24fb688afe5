import GRDB

/// A text of the user's with its id.
struct StoredText: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let text: String
}

/// A text with the label that somebody gave it.
struct StoredLabel: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let text: String
  let label: String
}

/// How many texts there are, by what was done with them.
struct StoreCounts: Codable, Sendable, Equatable {
  let texts: Int
  let labelled: Int
  let skipped: Int

  /// Texts that are still to be labelled; what is labelled isn't skipped.
  var open: Int { max(0, texts - labelled - skipped) }
}

extension Store {
  /// Adds texts; those that are there already are left as they are.
  ///
  /// - Returns: how many are new.
  /// - Throws: `Refusal` when there would be more than the limits allow; then none is added.
  func add(_ texts: [(text: String, label: String?)]) async throws -> Int {
    try await database.write { db in
      let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0
      for (text, label) in texts {
        try db.execute(literal: "INSERT OR IGNORE INTO text (text) VALUES (\(text))")
        guard let label else { continue }
        let id = try Int64.fetchOne(db, literal: "SELECT id FROM text WHERE text = \(text)")!
        try self.set(label, of: id, db)
      }
      let after = try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0
      guard after <= limits.texts else {
        throw Refusal.tooLarge("the server keeps up to \(limits.texts) texts; none was added")
      }
      let size = try Int.fetchOne(db, sql: "SELECT sum(length(CAST(text AS BLOB))) FROM text") ?? 0
      guard size <= limits.bytes else {
        throw Refusal.tooLarge("the server keeps up to \(limits.bytes) bytes; none was added")
      }
      return after - before
    }
  }

  /// All texts in the order in which they came.
  func texts() async throws -> [StoredText] {
    try await database.read {
      try StoredText.fetchAll($0, sql: "SELECT id, text FROM text ORDER BY id")
    }
  }

  /// A sample of the texts, spread evenly over all.
  func texts(atMost count: Int) throws -> [String] {
    let step = max(1, (try counts().texts + count - 1) / count)
    return try database.read {
      try String.fetchAll(
        $0, sql: "SELECT text FROM text WHERE id % ? = 0 ORDER BY id LIMIT ?",
        arguments: [step, count])
    }
  }

  /// The beginnings of the first texts, to tell their script by.
  func sample() throws -> String {
    try database.read {
      try String.fetchAll($0, sql: "SELECT substr(text, 1, 500) FROM text ORDER BY id LIMIT 20")
    }.joined(separator: " ")
  }

  /// The ids of the texts that have a label or were skipped.
  func closedTexts() throws -> Set<Int64> {
    try database.read {
      try Int64.fetchSet(
        $0, sql: "SELECT textID FROM label UNION ALL SELECT id FROM text WHERE isSkipped")
    }
  }

  /// About so many of the texts that are neither labelled nor skipped, spread evenly over all.
  func openTexts(about count: Int) throws -> [StoredText] {
    let step = max(1, try counts().open / count)
    func texts(every step: Int) throws -> [StoredText] {
      try database.read {
        try StoredText.fetchAll(
          $0,
          sql: """
            SELECT id, text FROM text
            WHERE NOT isSkipped AND id % ? = 0 AND id NOT IN (SELECT textID FROM label)
            ORDER BY id LIMIT ?
            """, arguments: [step, 2 * count])
      }
    }
    let spread = try texts(every: step)
    return spread.isEmpty && step > 1 ? try texts(every: 1) : spread
  }

  func counts() throws -> StoreCounts {
    try database.read { db in
      func count(_ sql: SQL) throws -> Int { try Int.fetchOne(db, SQLRequest(literal: sql)) ?? 0 }
      return StoreCounts(
        texts: try count("SELECT count(*) FROM text"),
        labelled: try count("SELECT count(*) FROM label"),
        skipped: try count("SELECT count(*) FROM text WHERE isSkipped"))
    }
  }

  /// Says that a text isn't to be labelled, or takes that back.
  func setSkipped(_ isSkipped: Bool, text id: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "UPDATE text SET isSkipped = \(isSkipped) WHERE id = \(id)")
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no text \(id)") }
    }
  }

  /// Forgets all texts and labels, and keeps the labels' names and the trained versions.
  func removeTexts() async throws {
    try await database.write { db in
      try db.execute(sql: "DELETE FROM label; DELETE FROM text; DELETE FROM accuracy")
    }
  }
}
