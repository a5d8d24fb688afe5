import SentimentClassification
import SentimentTransferLearning

/// The result of the experiment, as printed and as written in JSON.
package struct ExperimentReport: Sendable, Codable {
  /// The accuracy of each way to classify, over some runs.
  package struct Accuracies: Sendable, Codable {
    /// Vectors pre-trained on the unlabelled reviews, and a hidden layer.
    package let transfer: RunStatistics
    /// Random vectors, and the same hidden layer.
    package let randomVectors: RunStatistics
    /// Vectors trained on the labelled training reviews alone, and the same hidden layer.
    package let vectorsFromLabelledOnly: RunStatistics
    /// Logistic regression on word counts.
    package let bagOfWords: RunStatistics
  }

  /// How many numbers the labels must determine.
  package struct Parameters: Sendable, Codable {
    /// With transfer: the classifier alone.
    package let withTransfer: Int
    /// Without: the classifier and the vectors of all words.
    package let withoutTransfer: Int
  }

  package struct Sizes: Sendable, Codable {
    package let unlabelled: Int
    package let training: Int
    package let test: Int
    /// Words in the vocabulary of the unlabelled reviews.
    package let vocabulary: Int
  }

  /// The folder of one's own texts; `nil` for the article's reviews.
  package let corpus: String?
  package let language: Language?
  /// How many seeds were run, from the first one up.
  package let seeds: Int
  package let firstSeed: Int
  package let reviews: Sizes
  /// What always answering the most frequent label of the texts to test on reaches.
  package let majorityBaseline: Double
  /// The given texts to test on, such as the article's own two reviews, one run a seed.
  package let articleSplit: Accuracies
  /// Every balanced choice of texts to test on, one of each label, or a hundred of these where there
  /// are more; a run for each seed and choice.
  package let allSplits: Accuracies
  package let parameters: Parameters
  package let pretraining: PretrainedEmbeddings.Provenance
  package let classifier: ClassifierConfiguration
  /// Wall time of all runs.
  package let seconds: Double
}
