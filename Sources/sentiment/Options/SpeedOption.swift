import ArgumentParser
import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning

/// How a model with an encoder answers.
struct SpeedOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Of a model with an encoder, as `fit` makes it and general is: fast answers by words and pairs alone, \
      accurate asks the encoder about each text, balanced about those of which fast isn't sure.
      """, valueName: "fast|balanced|accurate"))
  var speed = ClassifierSpeed.balanced

  @Flag(
    help: """
      Answer positive or negative and never neutral, with a model that has these three labels, such as \
      general.
      """)
  var binary = false

  /// - Throws: `FileError` when the model's labels aren't those that the flag is for.
  func apply(to model: SentimentModel) throws -> SentimentModel {
    var model = model
    model.speed = speed
    return binary ? try model.answering(with: ["negative", "positive"]) : model
  }
}

extension ClassifierSpeed: ExpressibleByArgument {}
