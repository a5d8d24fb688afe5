/// Answers analogy questions by 3CosAdd (Mikolov, Yih and Zweig 2013, "Linguistic Regularities in
/// Continuous Space Word Representations"): for "`a` is to `b` as `c` is to …" the word `w` with
/// the largest
///
///     cos(w, b̂ + ĉ − â) ,   x̂ = x / |x|
///
/// that isn't one of the three.
struct AnalogySolver {
  private let rows: NearestRows
  private let representatives: [Int32]

  /// As in gensim, further forms of the question's words are passed over, but no more than five
  /// words are looked at.
  private static let candidateCount = 5
  /// Questions whose vectors are held at a time.
  private static let blockSize = 8192

  /// - Parameters:
  ///   - rows: the vectors of the words that can be an answer.
  ///   - representatives: for each of these words the first of those that differ in case only.
  init(rows: NearestRows, representatives: [Int32]) {
    self.rows = rows
    self.representatives = representatives
  }

  /// How many of the questions are answered rightly.
  func correctCount(_ questions: [AnalogyQuestions.Question]) -> Int {
    var correct = 0
    for start in stride(from: 0, to: questions.count, by: Self.blockSize) {
      let block = questions[start..<min(start + Self.blockSize, questions.count)]
      let candidates = rows.search(
        block.map {
          WordVectors.analogyTarget(
            rows.unit(Int($0.a)), rows.unit(Int($0.b)), rows.unit(Int($0.c)))
        },
        maximumCount: Self.candidateCount,
        excluding: block.map { [Int($0.a), Int($0.b), Int($0.c)] })
      correct += zip(block, candidates).count { $0.answer == answer(to: $0, among: $1) }
    }
    return correct
  }

  /// The first candidate that isn't a form of the question's words, or else the last; `nil` when
  /// there is none.
  private func answer(
    to question: AnalogyQuestions.Question, among candidates: [NearestRows.Match]
  ) -> Int32? {
    let forms = candidates.map { representatives[$0.row] }
    return forms.first { $0 != question.a && $0 != question.b && $0 != question.c } ?? forms.last
  }
}
