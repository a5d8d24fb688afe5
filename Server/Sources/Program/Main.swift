import SentimentCommandLine

/// The whole program: the commands of the package above, and those that need a web server or a database.
@main
enum Main {
  static func main() {
    Program.main(
      ServerCommands(serve: Serve.self, backup: Backup.self, restore: Restore.self))
  }
}
