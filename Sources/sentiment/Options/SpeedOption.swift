import ArgumentParser
import SentimentClassification

/// How much time a model with an encoder takes for a text.
struct SpeedOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Of a model of `fit --encoder transformer`: fast answers by words and pairs alone, accurate asks \
      the encoder about each text, balanced about those of which fast isn't sure.
      """, valueName: "fast|balanced|accurate"))
  var speed = ClassifierSpeed.balanced
}

extension ClassifierSpeed: ExpressibleByArgument {}
