import SentimentTextProcessing

/// Word vectors that are to learn new words, and stay what they are otherwise.
///
/// In a vocabulary of old and new words each old word starts where it was and is anchored there
/// (`AnchoredRows`), so that what was made for the old vectors goes on working.
package struct VectorUpdate: Sendable {
  private let start: TrainingState
  private let anchors: AnchoredRows
  private let anchor: Double

  /// How firmly old words are held by default: they don't move, so that answers about them stay
  /// what they were.
  package static let defaultAnchor = 1.0
  package static let anchorRange = SettingRange(0.0...1.0)

  /// - Parameters:
  ///   - old: vectors of words alone (not of n-grams), with those of the words as context.
  ///   - vocabulary: all words of `old`, and others.
  ///   - anchor: the share of the way back to its old place that a row is pulled after each batch,
  ///     0 (not at all) to 1 (it doesn't move).
  ///   - generator: where new words start follows from it, as in ``SkipGramTrainer``.
  /// - Returns: `nil` when `old` has no context vectors.
  package init?(
    of old: WordVectors, vocabulary: Vocabulary, anchor: Double, using generator: SeededGenerator
  ) {
    precondition(old.subwords == nil, "n-grams are shared by old and new words")
    guard let oldOutput = old.output else { return nil }
    let matrix = SkipGramTrainer.initialMatrix(vocabulary.count, old.dimension, using: generator)
    let places = EmbeddingMatrix(rowCount: matrix.rowCount, dimension: matrix.dimension)
    var isAnchored = [Bool](repeating: false, count: vocabulary.count)
    for id in 0..<old.vocabulary.count {
      guard let word = old.vocabulary.withBytes(of: id, { vocabulary.id(of: $0) }) else { continue }
      isAnchored[word] = true
      for rows in [matrix, places] {
        rows.row(word).update(from: old.input.row(id), count: old.dimension)
        rows.row(vocabulary.count + word).update(from: oldOutput.row(id), count: old.dimension)
      }
    }
    start = TrainingState(
      vectors: TrainedVectors(matrix: matrix), position: TrainingPosition())
    self.anchor = anchor
    anchors = AnchoredRows(places: places, isAnchored: isAnchored, strength: anchor)
  }

  /// Trains on new text.
  ///
  /// - Parameters:
  ///   - trainer: trains as it would without old words.
  ///   - corpus: the text as ids of `vocabulary`.
  ///   - vocabulary: old and new words.
  ///   - state: where to go on from; `nil` for the beginning.
  ///   - progress: called after each batch; what it throws ends training.
  /// - Throws: as ``SkipGramTrainer/train(_:vocabulary:from:progress:)``.
  package func train(
    _ trainer: SkipGramTrainer, _ corpus: CorpusShards, vocabulary: Vocabulary,
    from state: TrainingState?, observer: SkipGramTrainer.Observer
  ) throws -> SkipGramTrainer.Outcome {
    try Self.anchorRange.check(anchor, "anchor")
    return try trainer.train(
      corpus, vocabulary: vocabulary, ngrams: nil, from: state ?? start, anchors: anchors,
      observer: observer)
  }

  /// The same on a corpus that isn't divided.
  package func train(
    _ trainer: SkipGramTrainer, _ corpus: EncodedCorpus, vocabulary: Vocabulary,
    from state: TrainingState?, observer: SkipGramTrainer.Observer
  ) throws -> SkipGramTrainer.Outcome {
    try train(
      trainer, CorpusShards(corpus), vocabulary: vocabulary, from: state, observer: observer)
  }
}
