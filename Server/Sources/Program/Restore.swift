import ArgumentParser
import SentimentService

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a server's data folder of a file that backup wrote.",
    discussion: """
      All that is in the file is checked first. The folder appears when all is in it, for serve --data.

      Example:
        sentiment restore backup.sqlar ~/restored
      """)

  @Argument(help: "The file that backup wrote.", completion: .file())
  var file: String

  @Argument(help: "The folder to make; it may be there if it is empty.", completion: .directory)
  var folder: String

  func run() throws {
    PrivateFiles.areMadeFromNow()
    try Archive.extract(file, to: folder)
    StandardError.say("restored \(folder); sentiment serve --data \(folder) serves it")
  }
}
