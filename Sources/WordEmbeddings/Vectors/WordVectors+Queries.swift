import SentimentTextProcessing

extension WordVectors {
  /// The nearest words to a word, by falling cosine; the word itself isn't among them.
  ///
  /// Exact: one matrix product with all vectors. The first question also computes the length of
  /// each vector.
  ///
  /// - Parameters:
  ///   - word: a word that ``vector(for:)`` has a vector for.
  ///   - maximumCount: how many words.
  /// - Returns: words with their cosine distances, `1 − cos`, from 0 (same direction) to 2;
  ///   none when the word has no vector.
  /// - Throws: `FileError` when the vectors lie in a damaged file with numbers that aren't finite.
  public func neighbors(
    for word: String, maximumCount: Int
  ) throws(FileError) -> [(word: String, distance: Double)] {
    try neighbors(for: [word], maximumCount: maximumCount)[0]
  }

  /// The same for several words at once, faster than one by one.
  public func neighbors(
    for words: [String], maximumCount: Int
  ) throws(FileError) -> [[(word: String, distance: Double)]] {
    let vectors = words.map { vector(for: $0) ?? [] }
    return try neighbors(
      for: vectors, maximumCount: maximumCount,
      excluding: words.map { vocabulary.id(of: $0).map { [$0] } ?? [] })
  }

  /// The nearest words to a vector of `dimension` numbers, by falling cosine.
  ///
  /// - Returns: words with their cosine distances; none when the vector is all zeros.
  /// - Throws: `FileError` when the vectors lie in a damaged file with numbers that aren't finite.
  public func neighbors(
    for vector: [Float], maximumCount: Int
  ) throws(FileError) -> [(word: String, distance: Double)] {
    precondition(vector.count == dimension, "a vector of \(dimension) numbers")
    return try neighbors(for: [vector], maximumCount: maximumCount, excluding: [[]])[0]
  }

  /// The words `w` with the largest `cos(w, b̂ + ĉ − â)`, the answers to "`a` is to `b` as `c` is to …"
  /// by 3CosAdd (Mikolov, Yih and Zweig 2013); the three themselves are not among them.
  ///
  /// - Returns: words with their cosine distances; none when one of the three has no vector.
  /// - Throws: `FileError` when the vectors lie in a damaged file with numbers that aren't finite.
  public func analogy(
    _ a: String, _ b: String, _ c: String, maximumCount: Int
  ) throws(FileError) -> [(word: String, distance: Double)] {
    let units = [a, b, c].compactMap { vector(for: $0)?.atLengthOne }
    guard units.count == 3 else { return [] }
    return try neighbors(
      for: [Self.analogyTarget(units[0], units[1], units[2])], maximumCount: maximumCount,
      excluding: [[a, b, c].compactMap { vocabulary.id(of: $0) }])[0]
  }

  /// `b̂ + ĉ − â` of vectors that have length 1.
  static func analogyTarget(_ a: [Float], _ b: [Float], _ c: [Float]) -> [Float] {
    a.indices.map { b[$0] + c[$0] - a[$0] }
  }

  /// The cosine distance of two words' vectors, `1 − cos`, from 0 (same direction) to 2; 1 when a
  /// vector is all zeros.
  ///
  /// - Returns: `nil` when one of the words has no vector.
  public func distance(between first: String, and second: String) -> Double? {
    guard let first = vector(for: first), let second = vector(for: second) else { return nil }
    return first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { 1 - first.cosine(with: $0) }
    }
  }

  private func neighbors(
    for vectors: [[Float]], maximumCount: Int, excluding excluded: [[Int]]
  ) throws(FileError) -> [[(word: String, distance: Double)]] {
    let asked = vectors.indices.filter { vectors[$0].contains { $0 != 0 } }
    let matches = try nearest.search(
      input, for: asked.map { vectors[$0] }, maximumCount: maximumCount,
      excluding: asked.map { excluded[$0] }, unsound: unsoundVector)
    var answers = [[(word: String, distance: Double)]](repeating: [], count: vectors.count)
    for (index, matches) in zip(asked, matches) {
      answers[index] = matches.map { (vocabulary.word($0.row), 1 - Double($0.cosine)) }
    }
    return answers
  }
}

extension [Float] {
  /// The vector at length 1; zeros stay.
  fileprivate var atLengthOne: [Float] {
    let length = withUnsafeBufferPointer(\.length)
    return length > 0 ? map { Float(Double($0) / length) } : self
  }
}
