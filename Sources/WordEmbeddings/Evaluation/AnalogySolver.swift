import COpenBLAS
import Dispatch

/// Answers analogy questions by 3CosAdd (Mikolov, Yih and Zweig 2013, "Linguistic Regularities in
/// Continuous Space Word Representations"): for "`a` is to `b` as `c` is to …" the word `w` with
/// the largest
///
///     cos(w, b̂ + ĉ − â) ,   x̂ = x / |x|
///
/// that isn't one of the three. One matrix product gives the cosines of a block of questions with
/// all words, each up to the question's own factor, which doesn't change the order.
final class AnalogySolver: @unchecked Sendable {
  private let units: EmbeddingMatrix
  private let representatives: [Int32]
  private let blockSize: Int
  /// The block's vectors `b̂ + ĉ − â`, `[blockSize × dimension]`.
  private let targets: EmbeddingMatrix
  /// The block's cosines, `[blockSize × words]`.
  private let scores: AlignedMemory

  /// The numbers in a block of cosines, 32 MB.
  private static let blockNumbers = 8 << 20
  /// As in gensim, further forms of the question's words are passed over, but no more than five
  /// words are looked at.
  private static let candidateCount = 5

  /// - Parameters:
  ///   - units: the vectors of the words that can be an answer, each of length 1.
  ///   - representatives: for each of these words the first of those that differ in case only.
  init(units: EmbeddingMatrix, representatives: [Int32]) {
    self.units = units
    self.representatives = representatives
    blockSize = max(1, min(512, Self.blockNumbers / max(1, units.rowCount)))
    targets = EmbeddingMatrix(rowCount: blockSize, dimension: units.dimension)
    scores = AlignedMemory(floatCount: blockSize * units.rowCount)
  }

  /// How many of the questions are answered rightly.
  func correctCount(_ questions: [AnalogyQuestions.Question]) -> Int {
    var correct = 0
    var start = 0
    while start < questions.count {
      let block = questions[start..<min(start + blockSize, questions.count)]
      let answers = answer(block)
      correct += zip(block, answers).count { $0.answer == $1 }
      start = block.endIndex
    }
    return correct
  }

  private func answer(_ block: ArraySlice<AnalogyQuestions.Question>) -> [Int32] {
    for (row, question) in block.enumerated() {
      let target = targets.row(row)
      let (a, b) = (units.row(Int(question.a)), units.row(Int(question.b)))
      let c = units.row(Int(question.c))
      for column in 0..<units.dimension { target[column] = b[column] + c[column] - a[column] }
    }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(block.count), Int32(units.rowCount),
      Int32(units.dimension), 1, targets.base, Int32(targets.stride), units.base,
      Int32(units.stride), 0, scores.floats, Int32(units.rowCount))
    var answers = [Int32](repeating: -1, count: block.count)
    answers.withUnsafeMutableBufferPointer { answers in
      nonisolated(unsafe) let answers = answers
      DispatchQueue.concurrentPerform(iterations: block.count) { row in
        answers[row] = self.answer(block[block.startIndex + row], row: row)
      }
    }
    return answers
  }

  /// The answer to the question in a row of the block, or −1 when there is no other word.
  private func answer(_ question: AnalogyQuestions.Question, row: Int) -> Int32 {
    let scores = scores.floats + row * units.rowCount
    var words: [Int32] = []
    var threshold = -Float.infinity
    for word in 0..<units.rowCount where scores[word] > threshold {
      let id = Int32(word)
      if id == question.a || id == question.b || id == question.c { continue }
      let place = words.firstIndex { scores[Int($0)] < scores[word] } ?? words.count
      words.insert(id, at: place)
      guard words.count >= Self.candidateCount else { continue }
      if words.count > Self.candidateCount { words.removeLast() }
      threshold = scores[Int(words[Self.candidateCount - 1])]
    }
    let forms = words.map { representatives[Int($0)] }
    let answer = forms.first { $0 != question.a && $0 != question.b && $0 != question.c }
    return answer ?? forms.last ?? -1
  }
}
