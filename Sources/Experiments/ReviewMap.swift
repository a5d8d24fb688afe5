import SentimentClassification
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// A map of words and labelled reviews: their vectors along the two directions of largest variance.
package struct ReviewMap: Sendable {
  /// What a point stands for.
  package enum Kind: Sendable, Equatable {
    /// A word of the unlabelled reviews that no labelled review has.
    case word
    /// A word of a training review with this label.
    case trainingWord(label: Int)
    /// A word of a test review, of which training saw no label.
    case testWord(label: Int)
    case trainingReview(label: Int)
    case testReview(label: Int)
  }

  package struct Point: Sendable {
    package let text: String
    package let kind: Kind
    package let x: Float
    package let y: Float
  }

  package let title: String
  package let labels: [String]
  package let points: [Point]
  /// The fraction of the variance along each axis.
  package let varianceFractions: [Double]

  /// Words that the unlabelled reviews have less often are left off the map.
  private static let minimumCount = 4

  /// Trains vectors on the texts without labels with the experiment's first seed and lays the map out.
  ///
  /// - Throws: `FileError` when the texts can't be learned from.
  package init(_ experiment: FilmReviewExperiment) throws {
    let reviews = experiment.corpus
    var pretraining = experiment.pretraining
    pretraining.skipGram.seed = UInt64(experiment.seeds.lowerBound)
    let embeddings = try pretraining.run(on: [reviews.unlabelled])
    let vectors = embeddings.vectors
    let labels = reviews.labels
    let analyzer = try TextAnalyzer(embeddings.settings, vocabulary: vectors.vocabulary)
    let encoder = SentenceEncoder(vectors)

    var kinds: [Int: Kind] = [:]
    for id in 0..<vectors.vocabulary.count where vectors.vocabulary.counts[id] >= Self.minimumCount
    {
      kinds[id] = .word
    }
    var sentences: [(text: String, kind: Kind, vector: [Float])] = []
    for (texts, isTest) in [(reviews.training, false), (reviews.test, true)] {
      for text in texts {
        let label = labels.firstIndex(of: text.label)!
        let ids = analyzer.contentWords(of: text.text).compactMap(\.id)
        for id in ids { kinds[id] = isTest ? .testWord(label: label) : .trainingWord(label: label) }
        sentences.append(
          (
            text.text, isTest ? .testReview(label: label) : .trainingReview(label: label),
            encoder.encode(ids)
          ))
      }
    }
    let words = kinds.sorted { $0.key < $1.key }
    let components = PrincipalComponents(of: words.map { vectors.input[$0.key] }, count: 2)
    func point(_ text: String, _ kind: Kind, _ vector: [Float]) -> Point {
      let projection = components.project(vector)
      return Point(text: text, kind: kind, x: projection[0], y: projection[1])
    }
    points =
      words.map { point(vectors.vocabulary.word($0.key), $0.value, vectors.input[$0.key]) }
      + sentences.map { point($0.text, $0.kind, $0.vector) }
    varianceFractions = components.shares
    self.labels = labels
    title = "Where pre-training puts words and reviews"
  }
}
