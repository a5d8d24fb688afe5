import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing

@main
struct SentimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentiment",
    abstract: "Learn word vectors from unlabelled text, and a classifier from a handful of labels.",
    discussion: """
      Results go to standard output, progress and messages to standard error. The same input and \
      seed give the same result, with any number of threads.

      Examples:
        sentiment fit labelled.tsv --unlabelled reviews.txt -o model.safetensors
        sentiment classify --model model.safetensors --input new.txt
        sentiment classify "It was great"

      labelled.tsv has lines of label, tab and text; reviews.txt has a text a line.
      """,
    version: SentimentVersion.current.description,
    groupedSubcommands: [
      CommandGroup(
        name: "Start here",
        subcommands: [Fit.self, Classify.self, Evaluate.self, Info.self, Serve.self]),
      CommandGroup(
        name: "Improve a model",
        subcommands: [Suggest.self, LearningCurveCommand.self, Diagnose.self, Compact.self]),
      CommandGroup(
        name: "Word vectors",
        subcommands: [
          TrainEmbeddings.self, Neighbors.self, Analogy.self, Similarity.self,
          EvaluateEmbeddings.self, Convert.self,
        ]),
      CommandGroup(
        name: "The article's network and experiment",
        subcommands: [TrainClassifier.self, ExperimentCommand.self]),
    ])

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
      exit(withError: SettingFlags.naming(error))
    }
  }

  /// The command that arguments ask for.
  ///
  /// - Throws: `UsageMistake` where more can be said of a mistake than the parser does.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    try UsageMistake.check(arguments)
    var arguments = arguments
    if let command = arguments.first.flatMap(CommandName.type), command != Serve.self,
      arguments.contains(where: { $0.hasPrefix("-") && Double($0) != nil })
    {
      arguments = CommandFlags(of: command).joiningNegativeNumbers(arguments)
    }
    do {
      return try parseAsRoot(arguments)
    } catch {
      // Help is no mistake.
      guard exitCode(for: error) != .success, let mistake = UsageMistake(in: arguments) else {
        throw error
      }
      throw mistake
    }
  }
}
