import SentimentPlatform
import SentimentTextProcessing

/// A command that needs a web server or a database: sentiment-server does it, a program that lies beside this one.
protocol ServerCommand: FileCommand {
  /// As that program takes them, which alone knows its flags.
  var arguments: [String] { get }
}

extension ServerCommand {
  var files: CommandFiles { CommandFiles() }

  /// Goes on as that program.
  ///
  /// - Throws: `FileError` when it can't be started.
  func run() throws {
    let server = try Self.folder() + "/sentiment-server"
    var arguments = ([server, CommandName.of(Self.self)] + arguments).map { strdup($0) } + [nil]
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
