import Classification
import TextProcessing
import WordEmbeddings

/// Texts that stand for those a model was trained on, which aren't there any more: of random words,
/// with the probabilities that the model itself gives to labels (pseudorehearsal; Robins 1995,
/// "Catastrophic forgetting, rehearsal and pseudorehearsal").
///
/// Words are drawn as the noise words of pre-training are. Other texts (of words near a random one,
/// of Gaussian vectors) kept no more of what was learned of film reviews when film sentences were
/// added. A strong penalty on moved weights beside such texts let hardly any new label in.
struct RehearsalTexts {
  let words: [[Int]]
  /// The labels' probabilities by the model, `[texts × labels]`.
  let probabilities: [[Double]]

  /// - Parameters:
  ///   - lengths: of texts; each text has the length of one of them.
  /// - Throws: `FileError` when the model's numbers aren't finite.
  init(
    _ count: Int, lengths: [Int], for classifier: TextClassifier,
    using generator: SeededGenerator
  ) throws {
    let noise = NoiseDistribution(
      counts: Self.counts(of: classifier.model.embeddings.vectors.vocabulary))
    var generator = generator
    words = (0..<count).map { _ in
      let length = lengths[generator.below(lengths.count)]
      return (0..<length).map { _ in noise.draw(using: &generator) }
    }
    probabilities = try words.map { try classifier.answer(knownWords: $0).probabilities }
  }

  /// Files of other programs don't say how often words are; they mostly stand in the order of their
  /// frequency, and follow Zipf's law, `p ∝ 1 / rank`.
  private static func counts(of vocabulary: Vocabulary) -> [Int] {
    if vocabulary.tokenCount > 0 { return vocabulary.counts }
    return (0..<vocabulary.count).map { max(1, vocabulary.count / ($0 + 1)) }
  }
}
