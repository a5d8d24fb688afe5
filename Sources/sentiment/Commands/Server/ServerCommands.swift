import ArgumentParser

/// The commands that need a web server or a database, which this package doesn't have: the package in `Server/` builds
/// `sentiment` with its own.
public struct ServerCommands: Sendable {
  let serve: any ParsableCommand.Type
  let backup: any ParsableCommand.Type
  let restore: any ParsableCommand.Type

  /// - Parameters:
  ///   - serve: serves a page and an API.
  ///   - backup: writes a server's data into one file.
  ///   - restore: makes a server's data folder of such a file.
  public init(
    serve: any ParsableCommand.Type, backup: any ParsableCommand.Type,
    restore: any ParsableCommand.Type
  ) {
    (self.serve, self.backup, self.restore) = (serve, backup, restore)
  }

  /// Those of a program without a server, which say where there is one.
  init() {
    self.init(serve: Serve.self, backup: Backup.self, restore: Restore.self)
  }
}
