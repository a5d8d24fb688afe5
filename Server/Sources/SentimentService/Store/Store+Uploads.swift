import GRDB

/// A text of a file, with what the file says of it.
struct UploadedText: Sendable, Equatable {
  var text: String
  var label: TextLabel?
  /// What the user's own system calls it.
  var externalID: String?
}

/// A file of texts that was uploaded.
struct StoredUpload: Codable, FetchableRecord, Sendable, Equatable {
  let id: Int64
  let name: String
  /// In seconds since 1970.
  let time: Int64
  /// How many texts of it are there still.
  let texts: Int
  /// How many texts have their label by it.
  let labels: Int
}

/// A label of a file that differs from the one that a text has.
struct LabelConflict: Codable, Sendable, Equatable {
  let id: Int64
  let text: String
  /// The label that the text has, and keeps.
  let label: TextLabel
  /// The file's.
  let uploaded: TextLabel
}

/// What came of an upload.
struct AddedTexts: Sendable, Equatable {
  var upload: Int64
  /// How many texts are new.
  var texts = 0
  /// How many labels are new.
  var labels = 0
  /// How many labels differ from those that the texts have, and the first of them.
  var conflictCount = 0
  var conflicts: [LabelConflict] = []
}

extension Store {
  private static let mostConflictsShown = 100

  /// Adds a file's texts; those that are there already, and their labels, are left as they are.
  ///
  /// - Parameters:
  ///   - name: the file's.
  ///   - replacesLabels: whether the file's labels take the place of others.
  ///   - time: in seconds since 1970.
  /// - Throws: `Refusal` when there would be more than the limits allow; then none is added.
  func add(
    _ texts: [UploadedText], from name: String, replacesLabels: Bool = false, time: Int64 = 0
  ) async throws -> AddedTexts {
    try await database.write { db in
      try db.execute(literal: "INSERT INTO upload (name, time) VALUES (\(name), \(time))")
      var added = AddedTexts(upload: db.lastInsertedRowID)
      let insert = try db.makeStatement(
        literal: "INSERT INTO text (text, externalID) VALUES (?, ?)")
      let find = try db.makeStatement(literal: "SELECT id FROM text WHERE text = ?")
      let note = try db.makeStatement(literal: "INSERT OR IGNORE INTO uploadText VALUES (?, ?)")
      let current = try db.makeStatement(literal: "SELECT label FROM label WHERE textID = ?")
      for uploaded in texts {
        let known = try Int64.fetchOne(find, arguments: [uploaded.text])
        let isNew = known == nil
        if isNew {
          try insert.execute(arguments: [uploaded.text, uploaded.externalID])
          added.texts += 1
        }
        let id = known ?? db.lastInsertedRowID
        try note.execute(arguments: [added.upload, id])
        guard let label = uploaded.label else { continue }
        let before = try isNew ? nil : TextLabel.fetchOne(current, arguments: [id])
        guard before != label else { continue }
        if let before, !replacesLabels {
          added.conflictCount += 1
          if added.conflicts.count < Self.mostConflictsShown {
            added.conflicts.append(
              LabelConflict(id: id, text: uploaded.text, label: before, uploaded: label))
          }
          continue
        }
        try self.set(
          GivenLabel(text: id, label: label), upload: added.upload, time: time, db)
        added.labels += 1
      }
      try checkLimits(db)
      return added
    }
  }

  private func checkLimits(_ db: Database) throws {
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0 <= limits.texts else {
      throw Refusal.tooLarge("a project keeps up to \(limits.texts) texts; none was added")
    }
    let size = try Int.fetchOne(db, sql: "SELECT sum(length(CAST(text AS BLOB))) FROM text") ?? 0
    guard size <= limits.bytes else {
      throw Refusal.tooLarge(
        "a project keeps up to \(limits.bytes.asSize) of texts; none was added")
    }
  }

  /// The latest first.
  func uploads() throws -> [StoredUpload] {
    try database.read {
      try StoredUpload.fetchAll(
        $0,
        sql: """
          SELECT upload.id, name, time,
            (SELECT count(*) FROM uploadText WHERE uploadID = upload.id) AS texts,
            (SELECT count(*) FROM label WHERE uploadID = upload.id) AS labels
          FROM upload ORDER BY id DESC
          """)
    }
  }

  /// Takes an upload back: its labels, and its texts that no other upload has, whatever label they have by now.
  ///
  /// - Throws: `Refusal` when there is none with the id.
  func removeUpload(_ id: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "DELETE FROM label WHERE uploadID = \(id)")
      try db.execute(
        literal: """
          DELETE FROM text WHERE id IN (SELECT textID FROM uploadText WHERE uploadID = \(id))
            AND id NOT IN (SELECT textID FROM uploadText WHERE uploadID <> \(id))
          """)
      try db.execute(literal: "DELETE FROM upload WHERE id = \(id)")
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no upload \(id)") }
    }
    try await checkpoint(waits: true)
  }

  /// - Throws: `Refusal` when there is no text with the id.
  func removeText(_ id: Int64) async throws {
    try await database.write { db in
      try db.execute(literal: "DELETE FROM text WHERE id = \(id)")
      guard db.changesCount > 0 else { throw Refusal.notFound("there is no text \(id)") }
    }
    try await checkpoint(waits: true)
  }
}
