import GRDB

/// A text of the user's with the number that stands for it.
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

/// How many of each there are.
struct StoreCounts: Codable, Sendable, Equatable {
  let texts: Int
  let labelled: Int
  let skipped: Int

  /// Texts that may be labelled yet; what is labelled isn't skipped.
  var open: Int { max(0, texts - labelled - skipped) }
}

extension Store {
  /// Adds texts; those that are there already are left as they are.
  ///
  /// - Returns: how many are new.
  func add(_ texts: [(text: String, label: String?)], limits: Limits) async throws -> Int {
    try await database.write { db in
      let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0
      for (text, label) in texts {
        try db.execute(literal: "INSERT OR IGNORE INTO text (text) VALUES (\(text))")
        guard let label else { continue }
        let id = try Int64.fetchOne(db, literal: "SELECT id FROM text WHERE text = \(text)")!
        try Self.set(label, of: id, db, limits)
      }
      let after = try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0
      guard after <= limits.texts else {
        throw Problem.tooLarge("the server keeps up to \(limits.texts) texts; none was added")
      }
      let size = try Int.fetchOne(db, sql: "SELECT sum(length(CAST(text AS BLOB))) FROM text") ?? 0
      guard size <= limits.corpus else {
        throw Problem.tooLarge("the server keeps up to \(limits.corpus) bytes; none was added")
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

  /// Texts spread over all, up to so many.
  func texts(atMost number: Int) throws -> [String] {
    let step = max(1, (try counts().texts + number - 1) / number)
    return try database.read {
      try String.fetchAll(
        $0, sql: "SELECT text FROM text WHERE id % ? = 0 ORDER BY id LIMIT ?",
        arguments: [step, number])
    }
  }

  /// The numbers of the texts that have a label or were skipped.
  func closedTexts() throws -> Set<Int64> {
    try database.read {
      try Int64.fetchSet(
        $0, sql: "SELECT textID FROM label UNION ALL SELECT id FROM text WHERE isSkipped")
    }
  }

  /// Texts that nobody has labelled or skipped, spread over all, about as many as asked for.
  func openTexts(about number: Int) throws -> [StoredText] {
    let step = max(1, try counts().open / number)
    func texts(every step: Int) throws -> [StoredText] {
      try database.read {
        try StoredText.fetchAll(
          $0,
          sql: """
            SELECT id, text FROM text
            WHERE NOT isSkipped AND id % ? = 0 AND id NOT IN (SELECT textID FROM label)
            ORDER BY id LIMIT ?
            """, arguments: [step, 2 * number])
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

  /// Puts a text behind all others, or takes that back.
  func setSkipped(_ isSkipped: Bool, text id: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "UPDATE text SET isSkipped = \(isSkipped) WHERE id = \(id)")
      guard db.changesCount > 0 else { throw Problem.notFound("there is no text \(id)") }
    }
  }

  /// Forgets all texts and labels, and keeps the labels' names and the trained versions.
  func removeTexts() async throws {
    try await database.write { db in
      try db.execute(sql: "DELETE FROM label; DELETE FROM text; DELETE FROM accuracy")
    }
  }
}
