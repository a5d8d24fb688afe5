import GRDB

/// The tables, and how those of earlier versions become the present ones.
extension Store {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE text (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE,
            isSkipped INTEGER NOT NULL DEFAULT 0);
          CREATE TABLE labelName (
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL);
          CREATE TABLE label (
            textID INTEGER PRIMARY KEY REFERENCES text(id) ON DELETE CASCADE,
            label TEXT NOT NULL,
            position INTEGER NOT NULL);
          CREATE TABLE accuracy (
            version INTEGER NOT NULL,
            labels INTEGER NOT NULL,
            accuracy REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
            PRIMARY KEY (version, labels));
          CREATE TABLE version (
            id INTEGER PRIMARY KEY,
            words INTEGER NOT NULL, dimension INTEGER NOT NULL, texts INTEGER NOT NULL);
          CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
          CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            state TEXT NOT NULL, settings TEXT NOT NULL,
            progress REAL NOT NULL DEFAULT 0,
            version INTEGER, problem TEXT);
          """)
    }
    // So that nothing reads all texts to count them.
    migrator.registerMigration("2") { db in
      try db.execute(sql: "CREATE INDEX textIsSkipped ON text(isSkipped)")
    }
    migrator.registerMigration("3") { db in
      try db.execute(
        sql: """
          CREATE TABLE project (name TEXT NOT NULL, isArchived INTEGER NOT NULL DEFAULT 0);
          INSERT INTO project (name) VALUES ('First project');

          -- The id of a text that was removed mustn't become another's: somebody may be about to label it.
          CREATE TABLE newText (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL UNIQUE,
            isSkipped INTEGER NOT NULL DEFAULT 0,
            isNone INTEGER NOT NULL DEFAULT 0,
            externalID TEXT);
          INSERT INTO newText (id, text, isSkipped) SELECT id, text, isSkipped FROM text;
          DROP TABLE text;
          ALTER TABLE newText RENAME TO text;
          CREATE INDEX textIsSkipped ON text(isSkipped);
          CREATE INDEX textIsNone ON text(isNone);

          CREATE TABLE upload (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            time INTEGER NOT NULL);
          CREATE TABLE uploadText (
            uploadID INTEGER NOT NULL REFERENCES upload(id) ON DELETE CASCADE,
            textID INTEGER NOT NULL REFERENCES text(id) ON DELETE CASCADE,
            PRIMARY KEY (uploadID, textID)) WITHOUT ROWID;
          CREATE INDEX uploadTextText ON uploadText(textID);
          INSERT INTO upload (name, time)
            SELECT 'texts of before', unixepoch() WHERE EXISTS (SELECT 1 FROM text);
          INSERT INTO uploadText SELECT upload.id, text.id FROM upload, text;

          ALTER TABLE labelName ADD COLUMN guideline TEXT NOT NULL DEFAULT '';

          ALTER TABLE label ADD COLUMN uploadID INTEGER REFERENCES upload(id);
          ALTER TABLE label ADD COLUMN person TEXT;
          ALTER TABLE label ADD COLUMN note TEXT NOT NULL DEFAULT '';
          ALTER TABLE label ADD COLUMN time INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX labelLabel ON label(label);
          CREATE INDEX labelPosition ON label(position);
          CREATE TABLE opinion (
            textID INTEGER NOT NULL REFERENCES text(id) ON DELETE CASCADE,
            person TEXT NOT NULL,
            label TEXT NOT NULL,
            PRIMARY KEY (textID, person)) WITHOUT ROWID;

          ALTER TABLE version ADD COLUMN name TEXT NOT NULL DEFAULT '';

          -- These were of suggested texts, which are no sample.
          DELETE FROM accuracy;
          """)
    }
    // Whether a text may have any number of labels.
    migrator.registerMigration("4") { db in
      try db.execute(
        sql: "ALTER TABLE project ADD COLUMN isMultiLabel INTEGER NOT NULL DEFAULT 0")
    }
    // How models learn from the labels.
    migrator.registerMigration("5") { db in
      try db.execute(sql: "ALTER TABLE project ADD COLUMN learning TEXT NOT NULL DEFAULT '{}'")
    }
    return migrator
  }
}
