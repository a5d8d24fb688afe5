/// Which part of a classifier fails on some labelled texts, and what to do about it.
public struct Diagnosis: Sendable, Codable, Equatable {
  /// A part of the way from a text to its label.
  public enum Part: String, Sendable, Codable, CaseIterable {
    case words
    case labels
    case vectors
    case head
    case generalization
    case labelNoise = "label noise"
  }

  /// What was found of a part.
  public struct Finding: Sendable, Codable, Equatable {
    public let part: Part
    public let isSound: Bool
    /// What was seen, and what to do.
    public package(set) var advice: String
  }

  /// How many of the texts' words the vectors know.
  public struct Words: Sendable, Codable, Equatable {
    /// Of all content words, repeated ones each time, and of the different ones.
    public let knownShare: Double
    public let knownDifferentShare: Double
    public let textsWithoutKnownWord: Int
    /// The most frequent of the words that the vectors lack, with the number of times.
    public let unknown: [WordCount]
  }

  public struct WordCount: Sendable, Codable, Equatable {
    public let word: String
    public let count: Int
  }

  /// What the vectors tell of the labels, whatever learns from them.
  public struct Vectors: Sendable, Codable, Equatable {
    public let words: Int
    public let dimension: Int
    /// Of each text's five nearest others, how many have its label on average; and by chance.
    public let neighborAgreement: Double
    public let neighborAgreementByChance: Double
    /// The best accuracy of a linear model of the mean vectors with all labels, over several
    /// penalties, on texts held out; `nil` where there are too few.
    public let separability: Double?
  }

  /// How well labels were learned.
  public struct Accuracies: Sendable, Codable, Equatable {
    /// What the most frequent label alone would reach.
    public let baseline: Double
    /// Of a model that was fitted to the texts: on texts held out (`nil` where there are too few), and
    /// on those it learned from.
    public let validation: Double?
    public let training: Double
    /// The 95 % interval of the former.
    public let validationInterval: ClosedRange<Double>?
    /// Of the model that was given; too high where it learned from these texts. `nil` without one.
    public let model: Double?
  }

  /// A text that is probably labelled wrong.
  public struct Suspect: Sendable, Codable, Equatable {
    public let line: Int
    public let text: String
    public let label: String
    /// What models that didn't learn from the text make of its label.
    public let probabilityOfLabel: Double
    /// The label they give it, and how surely.
    public let likelier: String
    public let probability: Double
  }

  public let texts: Int
  /// Those that are copies of one before them, as they are or nearly; a text and its copies count once
  /// in accuracies.
  public let copies: Int
  public let labelCounts: [String: Int]
  public let words: Words
  public let vectors: Vectors
  public let accuracies: Accuracies
  /// How many texts are probably labelled wrong.
  public let suspectCount: Int
  /// The most suspicious of them first.
  public let suspects: [Suspect]
  /// Texts that stand there with several labels.
  public let contradictions: [Contradiction]
  /// For each part in order.
  public package(set) var findings: [Finding]
}
