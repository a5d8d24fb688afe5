import GRDB

/// A text of the user's with its id.
struct StoredText: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let text: String
}

/// A text with its label, to learn from.
struct StoredLabel: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let text: String
  let label: TextLabel
  /// Whether the label came with a file of texts.
  let isUploaded: Bool
}

/// What is to be done with a text that has no label.
enum TextState: String, Codable, Sendable, CaseIterable {
  case open
  /// Put off: it comes back when no other text is open.
  case skipped
  /// None of the labels fits.
  case none
}

/// How many texts there are, by what was done with them.
struct StoreCounts: Codable, Sendable, Equatable {
  let texts: Int
  let labelled: Int
  /// Put off; they come back when no other text is open.
  let skipped: Int
  /// To which none of the labels fits.
  let none: Int

  /// Texts that are still to be labelled; what is labelled is neither skipped nor without a fitting label.
  var open: Int { max(0, texts - labelled - skipped - none) }
}

extension Store {
  /// The labelled texts in the order in which they were labelled.
  func labels() throws -> [StoredLabel] {
    try database.read {
      try StoredLabel.fetchAll(
        $0,
        sql: """
          SELECT text.id, text.text, label.label, label.uploadID IS NOT NULL AS isUploaded
          FROM label JOIN text ON text.id = label.textID
          ORDER BY label.position
          """)
    }
  }

  /// The texts of which a person said that no label fits, as if they had a further one.
  ///
  /// - Parameter name: of that label.
  func textsWithoutLabel(as name: String) throws -> [StoredLabel] {
    try database.read {
      try StoredText.fetchAll($0, sql: "SELECT id, text FROM text WHERE isNone ORDER BY id")
    }.map { StoredLabel(id: $0.id, text: $0.text, label: .one(name), isUploaded: false) }
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

  /// The ids of the texts that have a label, were skipped, or fit no label.
  func closedTexts() throws -> Set<Int64> {
    try database.read {
      try Int64.fetchSet(
        $0, sql: "SELECT textID FROM label UNION ALL SELECT id FROM text WHERE isSkipped OR isNone")
    }
  }

  /// Texts that were put off, the one that was put off first to begin with.
  func skippedTexts(limit: Int, except texts: Set<Int64>) throws -> [StoredText] {
    try database.read {
      try StoredText.fetchAll(
        $0, sql: "SELECT id, text FROM text WHERE isSkipped ORDER BY isSkipped, id LIMIT ?",
        arguments: [limit + texts.count])
    }.filter { !texts.contains($0.id) }.prefix(limit).map(\.self)
  }

  /// About so many of the texts that are still to be labelled, spread evenly over all.
  func openTexts(about count: Int) throws -> [StoredText] {
    let step = max(1, try counts().open / count)
    func texts(every step: Int) throws -> [StoredText] {
      try database.read {
        try StoredText.fetchAll(
          $0,
          sql: """
            SELECT id, text FROM text
            WHERE NOT isSkipped AND NOT isNone AND id % ? = 0
              AND id NOT IN (SELECT textID FROM label)
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
        skipped: try count("SELECT count(*) FROM text WHERE isSkipped"),
        none: try count("SELECT count(*) FROM text WHERE isNone"))
    }
  }

  /// Puts a text off, says that no label fits it, or opens it again.
  ///
  /// - Throws: `Refusal` when there is no such text, or it has a label.
  func setState(_ state: TextState, text id: Int64) async throws {
    try await database.write { db in
      if state != .open,
        try Bool.fetchOne(db, literal: "SELECT 1 FROM label WHERE textID = \(id)") != nil
      {
        throw Refusal.conflict("text \(id) has a label by now")
      }
      try db.execute(
        literal: """
          UPDATE text SET isNone = \(state == .none),
            isSkipped = iif(\(state == .skipped), (SELECT max(isSkipped) + 1 FROM text), 0)
          WHERE id = \(id)
          """)
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no text \(id)") }
    }
  }

  /// Forgets all texts and labels, and keeps the labels' names and the trained versions.
  func removeTexts() async throws {
    try await database.write { db in
      try db.execute(
        sql: "DELETE FROM label; DELETE FROM text; DELETE FROM upload; DELETE FROM accuracy")
    }
    try await checkpoint(waits: true)
  }
}
