import Classification

/// The result of the experiment, as printed and as written in JSON.
public struct ExperimentReport: Sendable, Codable {
  /// The accuracy of each way to classify, over some runs.
  public struct Accuracies: Sendable, Codable {
    /// Vectors pre-trained on the unlabelled reviews, and a hidden layer.
    public let transfer: RunStatistics
    /// Random vectors, and the same hidden layer.
    public let randomVectors: RunStatistics
    /// Vectors trained on the labelled training reviews alone, and the same hidden layer.
    public let vectorsFromLabelledOnly: RunStatistics
    /// Logistic regression on word counts.
    public let bagOfWords: RunStatistics
  }

  /// How many numbers the eight labels must determine.
  public struct Parameters: Sendable, Codable {
    /// With transfer: the classifier alone.
    public let withTransfer: Int
    /// Without: the classifier and the vectors of all words.
    public let withoutTransfer: Int
  }

  public struct Sizes: Sendable, Codable {
    public let unlabelled: Int
    public let training: Int
    public let test: Int
    /// Words in the vocabulary of the unlabelled reviews.
    public let vocabulary: Int
  }

  public let language: Language
  public let seeds: Int
  public let reviews: Sizes
  /// The article's own two test reviews, one run a seed.
  public let articleSplit: Accuracies
  /// Every balanced choice of two test reviews among the ten, a run for each seed and choice.
  public let allSplits: Accuracies
  public let parameters: Parameters
  public let pretraining: PretrainedEmbeddings.Provenance
  public let classifier: ClassifierConfiguration
  /// Wall time of all runs.
  public let seconds: Double
}
