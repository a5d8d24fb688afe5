import ArgumentParser
import CSentimentKernels
import Dispatch
import SentimentPlatform
import Synchronization

/// The program `sentiment`, with a server or without: runs the command that the arguments ask for.
public enum Program {
  /// The commands that a program with a web server and a database has; set once, before anything is parsed.
  nonisolated(unsafe) private(set) static var serverCommands = ServerCommands()

  /// The arguments; some are paths, which needn't be UTF-8.
  static var arguments: [String] {
    let count = Int(ck_argument_count())
    guard count > 0, let given = ck_arguments() else {
      return Array(CommandLine.arguments.dropFirst())
    }
    return UnsafeBufferPointer(start: given, count: count).dropFirst().compactMap { argument in
      argument.map { String(path: $0) }
    }
  }

  /// - Parameter serverCommands: those of a program that has a server; `nil` for those that say where it is.
  public static func main(_ serverCommands: ServerCommands? = nil) {
    if let serverCommands { self.serverCommands = serverCommands }
    // A file that grows beyond a limit is then an error of the write, with a message.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parse(arguments)
      try (command as? any FileCommand)?.files.check()
      if let command = command as? any AsyncParsableCommand {
        try wait(for: command)
      } else {
        try command.run()
      }
    } catch let mistake as UsageMistake {
      mistake.exit()
    } catch {
      StandardError.clearLine()
      SentimentCommand.exit(withError: SettingFlags.naming(error))
    }
  }

  /// A command that another thread has while this one waits, hence `@unchecked Sendable`.
  private struct Given: @unchecked Sendable {
    let command: any AsyncParsableCommand
  }

  /// Runs a command of several tasks while this thread waits. An `async` main would end the thread instead, by a way
  /// that a statically linked program doesn't have with every C library.
  private static func wait(for command: any AsyncParsableCommand) throws {
    let outcome = Mutex<Result<Void, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let given = Given(command: command)
    Task {
      do {
        var command = given.command
        try await command.run()
        outcome.withLock { $0 = .success(()) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      isDone.signal()
    }
    isDone.wait()
    try outcome.withLock { $0 }?.get()
  }

  /// The command that arguments ask for.
  ///
  /// - Throws: `UsageMistake` where more can be said of a mistake than the parser does.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    try UsageMistake.check(arguments)
    try UsageMistake.checkHyphens(arguments)
    var arguments = arguments
    if let command = arguments.first.flatMap(CommandName.type),
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
