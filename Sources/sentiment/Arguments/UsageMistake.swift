import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing

/// A mistake in the arguments, with what was probably meant.
struct UsageMistake: Error {
  let problem: String
  /// The command that it was made with; `nil` where that is the mistake.
  let command: (any ParsableCommand.Type)?

  /// What other programs call what commands do here.
  private static let synonyms = [
    "predict": "classify", "predict-prob": "classify", "label": "classify", "train": "fit",
    "supervised": "fit", "test": "evaluate", "eval": "evaluate", "score": "evaluate",
    "skipgram": "train-embeddings", "nn": "neighbors", "most-similar": "neighbors",
    "show": "info", "inspect": "info", "describe": "info", "quantize": "compact",
    "version": "--version",
  ]

  /// Finds a command that isn't one, which the parser of arguments takes for something else.
  static func check(_ arguments: [String]) throws(UsageMistake) {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = words.first(where: { !$0.hasPrefix("-") }), words.first == name,
      name != "help", CommandName.type(of: name) == nil
    else { return }
    let wayOut =
      if let meant = synonyms[name.lowercased()] ?? CommandName.all.nearest(to: name) {
        "Did you mean '\(meant)'?"
      } else if name.contains(" ") {
        "To classify a text: sentiment classify \"\(name.excerpt)\""
      } else {
        "'sentiment --help' lists the commands."
      }
    throw UsageMistake(problem: "Unknown command '\(name.excerpt)'. \(wayOut)", command: nil)
  }

  /// Finds a long flag with one hyphen, which would be a letter and its value.
  static func checkHyphens(_ arguments: [String]) throws(UsageMistake) {
    let short = arguments.dropFirst().prefix { $0 != "--" }
      .filter { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.count > 2 }
    guard !short.isEmpty, let command = arguments.first.flatMap(CommandName.type),
      !(command is any AbsentCommand.Type)
    else { return }
    let names = CommandFlags(of: command).names
    for argument in short {
      let flag = "-" + argument.prefix { $0 != "=" }
      guard names.contains(flag) else { continue }
      throw UsageMistake(
        problem: "Unknown option '\(argument.excerpt)'. Did you mean '\(flag)'?", command: command)
    }
  }

  /// What is wrong with arguments that can't be parsed; `nil` where the parser says it best.
  init?(in arguments: [String]) {
    guard let name = arguments.first, let command = CommandName.type(of: name),
      !(command is any AbsentCommand.Type)
    else { return nil }
    let flags = CommandFlags(of: command)
    let rest = arguments.dropFirst().prefix { $0 != "--" }
    guard let unknown = rest.first(where: { flags.isUnknown($0) }) else { return nil }
    self.command = command
    let flag = String(unknown.prefix { $0 != "=" })
    if !flag.hasPrefix("--"), flag.count > 2 || flag.dropFirst().allSatisfy(\.isNumber) {
      problem =
        "Unknown option '\(unknown.excerpt)'. If it is no option, write -- before it: sentiment"
        + " \(name) -- \"\(unknown.excerpt)\""
    } else {
      let meant = flags.names.nearest(to: flag).map { " Did you mean '\($0)'?" } ?? ""
      problem = "Unknown option '\(flag.excerpt)'.\(meant)"
    }
  }

  private init(problem: String, command: (any ParsableCommand.Type)?) {
    (self.problem, self.command) = (problem, command)
  }

  /// Says it as the parser of arguments does, and ends the program.
  func exit() -> Never {
    let usage = SentimentCommand.usageString(for: command ?? SentimentCommand.self)
    let name = command.map { " " + CommandName.of($0) } ?? ""
    StandardError.write(
      "Error: \(problem)\nUsage: \(usage)\n  See 'sentiment\(name) --help' for more information.\n")
    SentimentPlatform.exit(ExitCode.validationFailure.rawValue)
  }
}
