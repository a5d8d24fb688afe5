import SentimentClassification
import SentimentWordEmbeddings

extension SentimentModel {
  /// The same model with the heaviest pairs of words alone; the others count no more.
  ///
  /// A model of many labelled texts has hundreds of thousands of pairs, most of which hardly weigh.
  ///
  /// - Parameter pairCount: how many to keep; of equally heavy ones those that were counted first.
  package func keepingPairs(_ pairCount: Int) -> SentimentModel {
    var model = self
    switch head {
    case .ngrams(let classifier): model.head = .ngrams(classifier.keepingPairs(pairCount))
    case .encoder(let classifier):
      model.head = .encoder(
        EncoderClassifier(
          encoder: classifier.encoder, weights: classifier.weights,
          terms: classifier.terms.keepingPairs(pairCount),
          fast: classifier.fast.keepingPairs(pairCount), threshold: classifier.threshold))
    case .network, .recurrent: break
    }
    return model
  }
}

extension NGramClassifier {
  /// The model with the pairs of the largest weight for any label, in their old order.
  fileprivate func keepingPairs(_ count: Int) -> NGramClassifier {
    guard count < pairs.count else { return self }
    let weights = (0..<pairs.count).map { pair in
      pairWeights.numbers(pair).reduce(0) { max($0, abs($1)) }
    }
    let heaviest = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
    let kept = heaviest.prefix(count).sorted()
    var table = BigramIndex(minimumCapacity: kept.count)
    let rows = EmbeddingMatrix(rowCount: kept.count, dimension: outputCount)
    for (row, pair) in kept.enumerated() {
      _ = table.insert(pairs.keys[pair])
      rows.row(row).update(from: pairWeights.row(pair), count: outputCount)
    }
    return NGramClassifier(
      words: words, pairs: table, pairWeights: rows, direction: direction, bias: bias)
  }
}
