import CPrefetch
import WordEmbeddings

/// Makes one vector of a sentence: the mean of its known words' vectors, or what an ``LSTM`` makes
/// of them.
public struct SentenceEncoder: Sendable {
  public let vectors: WordVectors
  /// `nil` for the mean.
  public let lstm: LSTM?

  public init(_ vectors: WordVectors, lstm: LSTM? = nil) {
    self.vectors = vectors
    self.lstm = lstm
  }

  /// Numbers in a sentence's vector.
  public var dimension: Int { lstm?.hiddenSize ?? vectors.dimension }

  /// The sentence's vector, `dimension` numbers; zeros when there is no word.
  ///
  /// - Parameter words: ids of known content words, in order, repeated as in the sentence.
  public func encode(_ words: [Int]) -> [Float] {
    var vector = [Float](repeating: 0, count: dimension)
    encode(words, into: &vector)
    return vector
  }

  /// A row is fetched from memory in the time that it takes to add so many.
  private static let lookahead = 8

  /// The same, written over the numbers of `vector`, which has `dimension`.
  package func encode(_ words: [Int], into vector: inout [Float]) {
    if let lstm {
      vector = lstm.encode([words], by: vectors.input)
    } else {
      average(words, into: &vector)
    }
  }

  /// The vectors that the sentence would have without each of some words, wherever they stand,
  /// `[different words × dimension]`.
  package func encode(_ words: [Int], withoutEach different: [Int]) -> [Float] {
    if let lstm {
      return different.flatMap { word in
        lstm.encode([words.filter { $0 != word }], by: vectors.input)
      }
    }
    // All of them from one mean: with `n` words of mean `m`, those but for the `c` occurrences of
    // the word with vector `v` have the mean `(n m − c v) / (n − c)`.
    let occurrences = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    let mean = encode(words)
    return different.flatMap { word in
      let count = occurrences[word] ?? 0
      let left = Float(words.count - count)
      let vector = vectors.input[word]
      return mean.indices.map { column in
        let sum = Float(words.count) * mean[column] - Float(count) * vector[column]
        return left > 0 ? sum / left : 0
      }
    }
  }

  private func average(_ words: [Int], into mean: inout [Float]) {
    let dimension = vectors.dimension
    let matrix = vectors.input
    mean.withUnsafeMutableBufferPointer { sum in
      sum.update(repeating: 0)
      for (place, word) in words.enumerated() {
        if place + Self.lookahead < words.count {
          matrix.prefetch(row: words[place + Self.lookahead])
        }
        let row = matrix.row(word)
        for column in 0..<dimension { sum[column] += row[column] }
      }
      guard !words.isEmpty else { return }
      let share = 1 / Float(words.count)
      for column in 0..<dimension { sum[column] *= share }
    }
  }
}

extension EmbeddingMatrix {
  /// Numbers in a cache line.
  private static let lineSize = 16

  /// Begins to fetch a row that will be read soon.
  @inline(__always)
  fileprivate func prefetch(row: Int) {
    let start = self.row(row)
    for column in Swift.stride(from: 0, to: dimension, by: Self.lineSize) {
      prefetch_line(start + column)
    }
    // A row needn't start on a line.
    prefetch_line(start + (dimension - 1))
  }
}
