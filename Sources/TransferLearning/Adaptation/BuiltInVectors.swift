import TextProcessing

/// The vectors that are part of the program.
public enum BuiltInVectors {
  /// Those of the language of some texts; English where it isn't known.
  ///
  /// - Throws: `FileError` when the program is damaged.
  public static func embeddings(for texts: [LabelledText]) throws -> PretrainedEmbeddings {
    let sample = Array(texts.prefix(100).map(\.text).joined(separator: "\n").utf8)
    let detected = try Language.detect(sample)
    let language = FilmReviews.languages.first { $0 == detected } ?? .english
    guard let model = try SentimentModel(embedded: "movie-reviews-\(language.rawValue)") else {
      preconditionFailure("each language of reviews has a model")
    }
    return model.embeddings
  }
}

extension Pretraining {
  /// Settings for vectors of which the mean tells what a text is about.
  ///
  /// A wide window brings words of one topic together: on long film reviews 15 words gave 0.8
  /// points more than 5, and on short film sentences the same. It needs a lower learning rate.
  public static var forAdaptation: Pretraining {
    var pretraining = Pretraining()
    pretraining.stopWords = .none
    pretraining.skipGram.window = 15
    pretraining.skipGram.learningRate = 0.006
    return pretraining
  }
}
