import SentimentWordEmbeddings

/// Reads the bytes as word vectors of whatever format they look like, and asks what was read.
func readVectors(_ bytes: [UInt8]) {
  let some = WordSelection(firstCount: 1, others: ["the", "a"])
  for (selection, skipsFaultyRows) in [
    (WordSelection.all, false), (.all, true), (some, false), (some, true),
  ] {
    do {
      let file = try WordVectorsFile(
        bytes: bytes, name: "fuzz", keeping: selection, skipsFaultyRows: skipsFaultyRows)
      let vectors = file.vectors
      precondition(vectors.vocabularySize == vectors.input.rowCount, "a row for each word")
      let words = [vectors.vocabulary.word(0), "unseen", "好", ""]
      for word in words {
        let vector = vectors.vector(for: word)
        precondition(vector?.allSatisfy(\.isFinite) ?? true, "numbers are finite")
        precondition(vector.map { $0.count == vectors.dimension } ?? true, "of one length")
      }
      _ = vectors.spellings(near: "unseen", maximumCount: 3)
      _ = try vectors.neighbors(for: words, maximumCount: 3)
      _ = try vectors.analogy(words[0], words[0], words[1], maximumCount: 3)
      _ = vectors.distance(between: words[0], and: words[1])
      try vectors.checkNumbers()
    } catch {
      precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
    }
  }
}
