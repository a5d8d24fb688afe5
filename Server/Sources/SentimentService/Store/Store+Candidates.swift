import GRDB

/// What is read to choose the next text by.
extension Store {
  func textIDs() throws -> [Int64] {
    try database.read { try Int64.fetchAll($0, sql: "SELECT id FROM text") }
  }

  /// Some texts, in the order of their ids as given; those that aren't there are left out.
  func texts(_ ids: [Int64]) throws -> [StoredText] {
    try database.read { db in
      try ids.compactMap {
        try StoredText.fetchOne(db, sql: "SELECT id, text FROM text WHERE id = ?", arguments: [$0])
      }
    }
  }
}
