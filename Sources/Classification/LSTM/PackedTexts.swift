import SentimentWordEmbeddings

/// Texts of different lengths, side by side: at each step the words that stand at that place of
/// all texts that are so long.
///
/// The longest text comes first, so that the texts of a step are the first ones of the step before,
/// and no step works on padding.
struct PackedTexts {
  /// The place among the given texts of each row, the longest first.
  let order: [Int]
  /// Words of each row.
  let lengths: [Int]
  /// Where the rows of each step begin, and at last the number of all words.
  let starts: [Int]
  /// The words' vectors, `[words × dimension]`, those of a step together.
  let inputs: [Float]

  init(_ texts: [[Int]], _ vectors: EmbeddingMatrix) {
    let counts = texts.map { min($0.count, LSTM.maximumLength) }
    order = texts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    lengths = order.map { counts[$0] }
    var starts = [0]
    var active = texts.count
    let dimension = vectors.dimension
    var inputs: [Float] = []
    inputs.reserveCapacity(counts.reduce(0, +) * dimension)
    for step in 0..<(lengths.first ?? 0) {
      while lengths[active - 1] <= step { active -= 1 }
      for row in 0..<active {
        inputs.append(
          contentsOf: UnsafeBufferPointer(
            start: vectors.row(texts[order[row]][step]), count: dimension))
      }
      starts.append(starts[step] + active)
    }
    self.starts = starts
    self.inputs = inputs
  }

  var stepCount: Int { starts.count - 1 }
  var wordCount: Int { starts[stepCount] }

  /// Texts that have a word at the step.
  func active(_ step: Int) -> Int { starts[step + 1] - starts[step] }
}
