import TextProcessing
import WordEmbeddings

/// What an update of vectors started from, for the model card.
public struct UpdateBase: Sendable, Codable, Equatable {
  public let wordCount: Int
  /// Of the words and both matrices.
  public let digest: String
  /// How firmly its words were held in place, 0 to 1.
  public let anchor: Double

  /// - Throws: `FileError` when the vectors can't learn new words: they have no context vectors, are
  ///   composed of n-grams, or hold a number that isn't finite.
  init(_ embeddings: PretrainedEmbeddings, anchor: Double) throws(FileError) {
    let vectors = embeddings.vectors
    let name = vectors.input.file ?? embeddings.origin?.file ?? "the vectors"
    guard vectors.subwords == nil else {
      throw FileError(
        file: name, problem: "its words are composed of n-grams, which new words would move",
        remedy: "new words have vectors by their n-grams already, or train anew on all texts")
    }
    guard let output = vectors.output else {
      throw FileError(
        file: name, problem: "it has no context vectors, which training goes on from",
        remedy: "use a file that `sentiment train-embeddings` wrote in the format safetensors")
    }
    try vectors.checkNumbers()
    guard output.isFinite else {
      throw FileError(
        file: name, problem: "a context vector holds a number that isn't finite",
        remedy: "bring an undamaged copy of it, or train anew")
    }
    var digest = CorpusDigest()
    digest.add(vectors.vocabulary.bytes)
    for matrix in [vectors.input, output] {
      for row in 0..<matrix.rowCount {
        digest.add(UnsafeRawBufferPointer(matrix.numbers(row)))
      }
    }
    wordCount = vectors.vocabularySize
    self.digest = digest.text
    self.anchor = anchor
  }
}
