import ArgumentParser

/// The flags of a command, as its help lists them.
struct CommandFlags {
  /// With their hyphens, long and short ones.
  let names: [String]
  /// Those that take a value.
  private let valued: Set<String>

  /// No line of the help is wrapped.
  private static let columns = 10_000

  init(of command: any ParsableCommand.Type) {
    let help = SentimentCommand.helpMessage(for: command, columns: Self.columns)
    var (names, valued): ([String], Set<String>) = ([], [])
    for line in help.split(separator: "\n") where line.hasPrefix("  -") {
      // As in "  -o, --output <file>  The file to write."
      let heading = line.split(separator: " ").prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
      let flags = heading.filter { $0.hasPrefix("-") }.map { String($0.prefix { $0 != "," }) }
      names += flags
      if heading.last?.hasPrefix("<") == true { valued.formUnion(flags) }
    }
    self.names = names
    self.valued = valued
  }

  /// Whether an argument looks like a flag and is none.
  func isUnknown(_ argument: String) -> Bool {
    guard argument.hasPrefix("-"), argument != "-" else { return false }
    let flag = String(argument.prefix { $0 != "=" })
    if names.contains(flag) { return false }
    // Letters of several flags, or a letter with its value.
    return argument.hasPrefix("--") || !names.contains(String(flag.prefix(2)))
  }

  /// The arguments with each negative number joined to the flag that it is the value of, since the
  /// parser takes what begins with a hyphen for a flag.
  func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    for argument in arguments {
      if let last = joined.last, valued.contains(last), argument.hasPrefix("-"),
        Double(argument) != nil
      {
        joined[joined.count - 1] = "\(last)=\(argument)"
      } else {
        joined.append(argument)
      }
    }
    return joined
  }
}
