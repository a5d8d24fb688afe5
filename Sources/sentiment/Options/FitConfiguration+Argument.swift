import ArgumentParser
import SentimentTransferLearning

extension FitConfiguration.Part: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }

  public static var allValueStrings: [String] { allCases.compactMap(\.name) }
}
