import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Vectors for words that some vectors lack, made of the words around them in other texts.
///
/// The weighted mean `u` of the neighbours' vectors tells much of a word's own vector, and a linear
/// map of it more: `v ≈ A u`, with `A` by least squares from the words that have both ("à la carte
/// embedding"; Khodak et al. 2018). Old words stay where they are. It needs no context vectors, and
/// one pass through the texts.
struct NewWords {
  /// The old words, then the new ones by falling count.
  let vectors: WordVectors
  let newCount: Int

  /// Words to each side, as in ``Pretraining/forAdaptation``.
  private static let window = 15
  /// How much `A` is held back, beside the mean of the neighbours' variances; of 0.1 and 1, 0.1 was
  /// better. On short film sentences, vectors that knew the 4,000 most frequent words alone gave
  /// 68.8 % with 256 labels a label, 70.9 % with the sentences' words added so, and 71.4 % with
  /// these words' own vectors.
  private static let ridge = 0.1

  /// - Parameters:
  ///   - vocabulary: all words of `old`, and others.
  ///   - corpus: the texts, by the vocabulary's numbers.
  ///   - counts: how often the texts have each of these words.
  ///   - minimumCount: how often the texts must have a word for it to be added, or for `A` to be
  ///     learned from it.
  /// - Returns: `nil` when there is no new word, or too few old ones to learn `A` from.
  /// - Throws: `CancellationError`.
  init?(
    extending old: WordVectors, vocabulary: Vocabulary, corpus: EncodedCorpus, counts: [Int],
    minimumCount: Int, cancellation: CancellationFlag = CancellationFlag()
  ) throws {
    let dimension = old.dimension
    let total = Double(max(1, corpus.tokenCount))
    let oldIDs = (0..<vocabulary.count).map { id in
      vocabulary.withBytes(of: id) { old.vocabulary.id(of: $0) }
    }
    let fresh = oldIDs.indices.filter {
      oldIDs[$0] == nil && counts[$0] >= minimumCount
    }
    let shared = oldIDs.indices.filter {
      oldIDs[$0] != nil && counts[$0] >= minimumCount
    }
    guard !fresh.isEmpty, shared.count >= 2 * dimension else { return nil }
    let weights = FrequencyWeights(counts: old.vocabulary.counts).values
    let contexts = try Self.contexts(
      corpus, vocabularySize: vocabulary.count, vectors: old, oldIDs: oldIDs, weights: weights,
      cancellation)
    func rows(_ ids: [Int]) -> [Double] {
      ids.flatMap { contexts[$0 * dimension..<($0 + 1) * dimension] }
    }
    // Frequent words say little of what stands around a word, and rare ones little for certain.
    let importances = shared.map { id in
      Double(weights[oldIDs[id]!]) * log1p(Double(counts[id]))
    }
    let oldInput = old.input
    guard
      let map = RidgeMap(
        from: rows(shared), to: shared.flatMap { oldInput[oldIDs[$0]!].map(Double.init) },
        importances: importances, dimension: dimension, ridge: Self.ridge)
    else { return nil }
    let made = map.outputs(of: rows(fresh), count: fresh.count)
    // With as large a share of all words as in the texts.
    let added = fresh.enumerated().map { place, id in
      (
        bytes: vocabulary.withBytes(of: id) { Array($0) },
        count: Int((Double(counts[id]) / total * Double(old.vocabulary.tokenCount)).rounded()),
        vector: made[place * dimension..<(place + 1) * dimension].map(Float.init)
      )
    }
    vectors = old.adding(added, subwords: nil)
    newCount = fresh.count
  }

  /// For each word the weighted mean of its neighbours' old vectors, `[vocabulary × dimension]`;
  /// zeros where it has no known neighbour.
  private static func contexts(
    _ corpus: EncodedCorpus, vocabularySize: Int, vectors: WordVectors, oldIDs: [Int?],
    weights: [Float], _ cancellation: CancellationFlag
  ) throws -> [Double] {
    let dimension = vectors.dimension
    let matrix = vectors.input
    let ids = corpus.ids
    var sums = [Double](repeating: 0, count: vocabularySize * dimension)
    var totals = [Double](repeating: 0, count: vocabularySize)
    // What stands in the window around a place; words come in and go out as the place moves on.
    var inWindow = [Double](repeating: 0, count: dimension)
    var total = 0.0
    func add(_ id: UInt32, _ sign: Double) {
      guard let old = oldIDs[Int(id)] else { return }
      let weight = Double(weights[old]) * sign
      let row = matrix.row(old)
      for column in 0..<dimension { inWindow[column] += weight * Double(row[column]) }
      total += weight
    }
    var start = 0
    while start < ids.count {
      try cancellation.check()
      var end = start
      while end < ids.count, ids[end] != EncodedCorpus.documentEnd { end += 1 }
      for column in 0..<dimension { inWindow[column] = 0 }
      total = 0
      for place in start..<min(end, start + Self.window) { add(ids[place], 1) }
      for place in start..<end {
        if place + Self.window < end { add(ids[place + Self.window], 1) }
        if place - Self.window - 1 >= start { add(ids[place - Self.window - 1], -1) }
        let id = ids[place]
        add(id, -1)
        let row = Int(id) * dimension
        for column in 0..<dimension { sums[row + column] += inWindow[column] }
        totals[Int(id)] += total
        add(id, 1)
      }
      start = end + 1
    }
    for id in 0..<vocabularySize where totals[id] > 0 {
      for column in 0..<dimension { sums[id * dimension + column] /= totals[id] }
    }
    return sums
  }
}
