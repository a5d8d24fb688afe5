import GRDB

/// What a person said of a text.
struct StoredOpinion: Codable, FetchableRecord, Sendable, Equatable {
  let textID: Int64
  let person: String
  let label: TextLabel
}

extension Store {
  /// A text that another person has labelled and of which a second opinion is wanted; the one that has waited longest.
  ///
  /// - Parameters:
  ///   - every: of so many texts, one is asked of two people.
  ///   - except: texts that somebody is looking at.
  func textForSecondOpinion(by person: String, every: Int, except texts: Set<Int64>) throws
    -> StoredText?
  {
    try database.read { db in
      try StoredText.fetchAll(
        db,
        SQLRequest(
          literal: """
            SELECT text.id, text.text FROM text JOIN opinion ON opinion.textID = text.id
            WHERE text.id * 2654435761 % 4294967296 / 65536 % \(every) = 0
            GROUP BY text.id HAVING count(*) = 1 AND min(opinion.person) <> \(person)
            ORDER BY text.id LIMIT \(texts.count + 1)
            """)
      ).first { !texts.contains($0.id) }
    }
  }

  /// How many texts a person has labelled.
  func opinionCount(of person: String) throws -> Int {
    try database.read {
      try Int.fetchOne($0, literal: "SELECT count(*) FROM opinion WHERE person = \(person)") ?? 0
    }
  }

  /// What was said of the texts that more than one person has labelled.
  func sharedOpinions() throws -> [StoredOpinion] {
    try database.read {
      try StoredOpinion.fetchAll(
        $0,
        sql: """
          SELECT textID, person, label FROM opinion
          WHERE textID IN (SELECT textID FROM opinion GROUP BY textID HAVING count(*) > 1)
          ORDER BY textID, person
          """)
    }
  }

  /// Those who have labelled, in the order of their names.
  func people() throws -> [String] {
    try database.read {
      try String.fetchAll($0, sql: "SELECT DISTINCT person FROM opinion ORDER BY person")
    }
  }
}
