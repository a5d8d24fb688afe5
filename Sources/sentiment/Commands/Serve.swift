import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing

struct Serve: FileCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Serve a page and an API on this machine, for people who label, train and classify together.",
    discussion: """
      Starts sentiment-server, which must be in the same folder as this program; `sentiment serve \
      --help` shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "The options of sentiment-server.")
  var options: [String] = []

  var files: CommandFiles {
    CommandFiles()
  }

  func run() throws {
    let server = try Self.folder() + "/sentiment-server"
    var arguments = ([server] + options).map { strdup($0) } + [nil]
    execv(server, &arguments)
    let error = FileError.system(errno, file: server)
    throw errno == ENOENT
      ? FileError(
        file: server, problem: error.problem,
        remedy: "scripts/serve builds and starts it; it must lie beside this program") : error
  }

  /// The folder that this program lies in.
  private static func folder() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw FileError.system(errno, file: "/proc/self/exe")
    }
    defer { free(path) }
    let program = String(cString: path)
    return String(program[..<(program.lastIndex(of: "/") ?? program.startIndex)])
  }
}
