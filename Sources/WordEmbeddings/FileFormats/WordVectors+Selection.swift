import SentimentTextProcessing

extension WordVectors {
  /// The vectors of some of the words, with all n-grams.
  ///
  /// - Throws: `FileError` when the selection has none of the words.
  package func selecting(_ selection: WordSelection) throws(FileError) -> WordVectors {
    guard selection.firstCount < vocabulary.count else { return self }
    var collector = WordVectorsCollector(
      rowCount: vocabulary.count, dimension: dimension, selection: selection)
    for id in 0..<vocabulary.count {
      vocabulary.withBytes(of: id) { word in
        guard let row = collector.row(for: word, at: id, count: vocabulary.counts[id]) else {
          return
        }
        _ = row.initialize(from: input.numbers(id))
      }
    }
    return try collector.vectors(of: input.file ?? "the vectors", subwords: subwords)
  }
}
