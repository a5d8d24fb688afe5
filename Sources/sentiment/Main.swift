import ArgumentParser
import SentimentPlatform

/// Runs the command that the arguments ask for.
@main
enum Main {
  /// The arguments; some are paths, which needn't be UTF-8.
  private static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { String(path: $0) }
    }
  }

  static func main() {
    // A file that grows beyond a limit is then an error of the write, with a message.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parse(arguments)
      try (command as? any FileCommand)?.files.check()
      try command.run()
    } catch let mistake as UsageMistake {
      mistake.exit()
    } catch {
      StandardError.clearLine()
      SentimentCommand.exit(withError: SettingFlags.naming(error))
    }
  }

  /// The command that arguments ask for.
  ///
  /// - Throws: `UsageMistake` where more can be said of a mistake than the parser does.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    try UsageMistake.check(arguments)
    try UsageMistake.checkHyphens(arguments)
    var arguments = arguments
    if let command = arguments.first.flatMap(CommandName.type),
      !(command is any ServerCommand.Type),
      arguments.contains(where: { $0.hasPrefix("-") && Double($0) != nil })
    {
      arguments = CommandFlags(of: command).joiningNegativeNumbers(arguments)
    }
    do {
      return try SentimentCommand.parseAsRoot(arguments)
    } catch {
      // Help is no mistake.
      guard SentimentCommand.exitCode(for: error) != .success,
        let mistake = UsageMistake(in: arguments)
      else {
        throw error
      }
      throw mistake
    }
  }
}
