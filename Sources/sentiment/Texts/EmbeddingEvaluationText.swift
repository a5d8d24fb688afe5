import SentimentTextProcessing
import SentimentWordEmbeddings

/// What `evaluate-embeddings` found, for a person and as JSON.
struct EmbeddingEvaluationText: Encodable {
  struct Vectors: Encodable {
    let file: String
    let format: VectorFormat
    let words: Int
    let dimension: Int
    /// Words that the evaluation takes for known.
    let knownWords: Int
  }

  let vectors: Vectors
  let pairs: [WordPairEvaluation]
  let analogies: [AnalogyEvaluation]

  var text: String {
    let heading =
      "\(vectors.file): \(vectors.words.counted("word")) × \(vectors.dimension), of which the first"
      + " \(vectors.knownWords.grouped) count as known\n"
    return ([heading] + (pairs.isEmpty ? [] : [pairTable]) + analogies.map(analogyTable))
      .joined(separator: "\n")
  }

  private var pairTable: String {
    var table = TextTable(header: ["word pairs", "pairs", "left out", "Spearman", "Pearson"])
    for evaluation in pairs {
      table.add([
        Self.name(evaluation.file), evaluation.pairs.grouped, evaluation.unknownShare.percent(),
        evaluation.spearman?.fixed(4) ?? "–", evaluation.pearson?.fixed(4) ?? "–",
      ])
    }
    return table.text
  }

  private func analogyTable(_ evaluation: AnalogyEvaluation) -> String {
    var table = TextTable(
      header: [Self.name(evaluation.file), "questions", "left out", "correct", "accuracy"])
    for score in evaluation.sections + [evaluation.total] {
      let all = max(1, score.questions + score.unknownQuestions)
      table.add([
        score.name.onOneLine, score.questions.grouped,
        (Double(score.unknownQuestions) / Double(all)).percent(), score.correct.grouped,
        score.accuracy?.percent(2) ?? "–",
      ])
    }
    return table.text
  }

  private static func name(_ path: String) -> String {
    (path.split(separator: "/").last.map(String.init) ?? path).onOneLine
  }
}
