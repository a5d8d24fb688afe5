import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing

/// The commands that need the server's package; `sentiment` starts this program for each of them.
@main
struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentiment",
    abstract: "Serve a page and an API, and keep what they hold.",
    version: SentimentVersion.current.description,
    subcommands: [Serve.self, Backup.self, Restore.self], defaultSubcommand: Serve.self)

  static func main() async {
    // What is kept is for this user alone.
    umask(S_IRWXG | S_IRWXO)
    await main(nil)
  }
}
