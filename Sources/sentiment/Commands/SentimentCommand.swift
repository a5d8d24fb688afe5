import ArgumentParser
import SentimentTextProcessing

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
        subcommands: [
          Fit.self, Classify.self, Evaluate.self, Info.self, Program.serverCommands.serve,
        ]),
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
        name: "A server's data",
        subcommands: [Program.serverCommands.backup, Program.serverCommands.restore]),
      CommandGroup(name: "Vectors of texts", subcommands: [Encode.self]),
      CommandGroup(
        name: "The article's network and experiment",
        subcommands: [TrainClassifier.self, ExperimentCommand.self]),
    ])
}
