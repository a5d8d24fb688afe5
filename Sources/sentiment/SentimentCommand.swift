import ArgumentParser
import Glibc

@main
struct SentimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentiment",
    abstract: "Learn word vectors from unlabelled text, and a classifier from a handful of labels.",
    discussion: """
      Results go to standard output, progress and messages to standard error. The same input and \
      seed give the same result, with any number of threads.
      """,
    subcommands: [
      TrainEmbeddings.self, EvaluateEmbeddings.self, TrainClassifier.self, Classify.self,
      Evaluate.self, Fit.self, LearningCurveCommand.self, Suggest.self, Diagnose.self, FewShot.self,
      Neighbors.self,
      Analogy.self, Similarity.self,
      Convert.self, Compact.self, ExperimentCommand.self, Serve.self,
    ])

  static func main() {
    // A file that grows beyond a limit is then an error of the write, with a message.
    signal(SIGXFSZ, SIG_IGN)
    main(nil)
  }
}
