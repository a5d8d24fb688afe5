import ArgumentParser
import SentimentService

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a server's data into one file, also while it runs.",
    discussion: """
      The file has texts, labels and trained versions as they are at one moment. It is an archive of SQLite's: \
      `sqlite3 FILE -A --list` shows what is in it. A file that is there is replaced when the new one is whole.

      Example:
        sentiment backup ~/.local/share/sentiment backup.sqlar
      """)

  @Argument(help: "The folder that serve --data has.", completion: .directory)
  var folder: String

  @Argument(help: "The file to write.", completion: .file())
  var file: String

  func run() throws {
    PrivateFiles.areMadeFromNow()
    let count = try Archive.write(folder, to: file)
    StandardError.say("wrote \(file), with \(count) files of \(folder)")
  }
}
