import ArgumentParser

/// The commands by their names.
enum CommandName {
  private static let commands: [any ParsableCommand.Type] =
    SentimentCommand.configuration.groupedSubcommands.flatMap(\.subcommands)

  static var all: [String] { commands.map(of) }

  static func of(_ command: any ParsableCommand.Type) -> String {
    if let name = command.configuration.commandName { return name }
    // As the parser of arguments names a command by its type.
    return "\(command)".replacing(#/\B\p{Lu}/#) { "-\($0.output)" }.lowercased()
  }

  static func type(of name: String) -> (any ParsableCommand.Type)? {
    commands.first { of($0) == name }
  }
}
