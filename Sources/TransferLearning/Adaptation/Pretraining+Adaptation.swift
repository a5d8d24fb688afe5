import WordEmbeddings

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

  /// The same for some tens of thousands of words or fewer: rare words count too, and more passes are
  /// needed.
  var forLittleText: Pretraining {
    var pretraining = self
    pretraining.minimumCount = 2
    pretraining.skipGram.dimension = 50
    pretraining.skipGram.epochs = 30
    pretraining.skipGram.learningRate = 0.025
    return pretraining
  }
}
