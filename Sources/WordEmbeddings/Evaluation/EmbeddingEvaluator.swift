import SentimentTextProcessing

/// Measures word vectors by what people know of words: likeness of pairs, and analogies.
///
/// The figures are those of gensim's `evaluate_word_pairs` and `evaluate_word_analogies` with
/// their defaults: case doesn't count, and what has an unknown word is left out. Cosines of pairs
/// are summed in double precision; gensim's are rounded to single, which can move its ρ in the
/// fifth digit when all cosines are nearly equal.
public struct EmbeddingEvaluator: Sendable {
  /// gensim's default.
  public static let defaultVocabularyLimit = 300_000

  private let rows: NearestRows
  private let index: CaseInsensitiveIndex

  /// - Parameters:
  ///   - vectors: those to measure.
  ///   - vocabularyLimit: how many words count as known, from the vocabulary's first on; in the
  ///     files of the usual trainers these are the most frequent.
  /// - Throws: `FileError` when a word's vector isn't finite.
  public init(
    _ vectors: WordVectors, vocabularyLimit: Int = EmbeddingEvaluator.defaultVocabularyLimit
  ) throws(FileError) {
    index = CaseInsensitiveIndex(vectors.vocabulary, limit: vocabularyLimit)
    let known = vectors.input.rows(0..<index.wordCount)
    guard let rows = NearestRows(known) else {
      throw vectors.unsoundVector(known.firstUnsoundRow ?? 0)
    }
    self.rows = rows
  }

  /// The number of words, from the first on, that count as known.
  public var wordCount: Int { index.wordCount }

  /// Compares the cosines of pairs of words with people's scores.
  ///
  /// - Parameter path: a file with lines `word<TAB>word<TAB>score`, as WordSim-353 and SimLex-999
  ///   are given with gensim; lines that start with `#` are comments.
  /// - Throws: `FileError` when the file can't be read or has no such line.
  public func evaluatePairs(in path: String) throws -> WordPairEvaluation {
    var people: [Double] = []
    var cosines: [Double] = []
    var (unknown, skipped) = (0, 0)
    var reader = try LineReader(path: path)
    try reader.forEachLine { _, bytes in
      let line = String(bytes)
      guard !line.utf8.starts(with: "#".utf8) else { return }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let score = Self.score(fields[2]) else {
        skipped += 1
        return
      }
      guard let first = index.id(of: fields[0]), let second = index.id(of: fields[1]) else {
        unknown += 1
        return
      }
      people.append(score)
      cosines.append(rows.cosine(Int(first), Int(second)))
    }
    guard people.count + unknown > 0 else {
      throw FileError(
        .empty, file: path, problem: "there is no pair with a score in the file",
        remedy: "write word<TAB>word<TAB>score, one pair a line")
    }
    return WordPairEvaluation(
      file: path, pairs: people.count, unknownPairs: unknown,
      unknownShare: Double(unknown) / Double(people.count + unknown), skippedLines: skipped,
      spearman: Correlation.spearman(people, cosines),
      pearson: Correlation.pearson(people, cosines))
  }

  /// Answers analogy questions.
  ///
  /// - Parameters:
  ///   - path: a file in the form of word2vec's `questions-words.txt`.
  ///   - progress: called after each section with the questions answered and all there are.
  /// - Throws: `FileError` when the file can't be read, has no question, or has one before the
  ///   first section.
  public func evaluateAnalogies(
    in path: String, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws -> AnalogyEvaluation {
    let file = try AnalogyQuestions(contentsOf: path, index: index)
    let solver = AnalogySolver(rows: rows, representatives: index.representatives)
    let all = file.sections.reduce(0) { $0 + $1.questions.count }
    var done = 0
    let sections = file.sections.map { section in
      defer {
        done += section.questions.count
        progress(done, all)
      }
      return AnalogyEvaluation.Score(
        name: section.name, correct: solver.correctCount(section.questions),
        questions: section.questions.count, unknownQuestions: section.unknownCount)
    }
    let total = AnalogyEvaluation.Score(
      name: "total", correct: sections.reduce(0) { $0 + $1.correct },
      questions: sections.reduce(0) { $0 + $1.questions },
      unknownQuestions: sections.reduce(0) { $0 + $1.unknownQuestions })
    return AnalogyEvaluation(
      file: path, sections: sections, total: total,
      unknownShare: Double(total.unknownQuestions)
        / Double(total.questions + total.unknownQuestions),
      skippedLines: file.skippedLineCount)
  }

  private static func score(_ field: Substring) -> Double? {
    let words = field.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let score = Double(words[0]), score.isFinite else { return nil }
    return score
  }
}
