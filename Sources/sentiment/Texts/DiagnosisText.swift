import SentimentTextProcessing
import SentimentTransferLearning

/// A diagnosis, for a person.
struct DiagnosisText {
  private let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }

  var text: String {
    [findings, figures, unknown, contradictions, suspects].filter { !$0.isEmpty }.joined(
      separator: "\n")
  }

  private var findings: String {
    let width = Diagnosis.Part.allCases.map(\.rawValue.count).max() ?? 0
    return diagnosis.findings.map { finding in
      let mark = finding.isSound ? "sound" : Terminal.output.bold("FAILS")
      return "\(finding.part.rawValue.padded(to: width))  \(mark)  \(finding.advice.onOneLine)\n"
    }.joined()
  }

  private var figures: String {
    let (words, vectors) = (diagnosis.words, diagnosis.vectors)
    let accuracies = diagnosis.accuracies
    var table = TextTable(header: ["figure", "value"])
    table.add(["labelled texts", diagnosis.texts.grouped])
    table.add(["of these copies, as they are or nearly", diagnosis.copies.grouped])
    table.add(["vectors", "\(vectors.words.grouped) × \(vectors.dimension)"])
    table.add(["known words", words.knownShare.percent()])
    table.add(["different known words", words.knownDifferentShare.percent()])
    table.add(["texts without a known word", words.textsWithoutKnownWord.grouped])
    table.add(["nearest texts with the same label", vectors.neighborAgreement.percent()])
    table.add(["the same by chance", vectors.neighborAgreementByChance.percent()])
    table.add(["accuracy: most frequent label", accuracies.baseline.percent()])
    table.add(["linear model of the vectors, new texts", vectors.separability?.percent() ?? "–"])
    table.add(["fitted model, new texts", accuracies.validation?.percent() ?? "–"])
    table.add(["fitted model, texts it learned from", accuracies.training.percent()])
    if let model = accuracies.model { table.add(["model given, these texts", model.percent()]) }
    return table.text
  }

  private var unknown: String {
    let words = diagnosis.words.unknown
    guard !words.isEmpty else { return "" }
    let list = words.map { "\($0.word.onOneLine) \($0.count.grouped)" }.joined(separator: ", ")
    return "unknown words, most often: \(list)\n"
  }

  private var contradictions: String {
    guard !diagnosis.contradictions.isEmpty else { return "" }
    return "texts with several labels\n"
      + diagnosis.contradictions.map { contradiction in
        let labels = contradiction.labels.map {
          "\(Terminal.output.bold($0.label.onOneLine)) \($0.count.grouped) "
            + "time\($0.count == 1 ? "" : "s") from line \($0.line)"
        }
        return "  \(labels.joined(separator: ", "))\n"
          + "    \(Terminal.output.dim(contradiction.text.excerpt))\n"
      }.joined()
  }

  private var suspects: String {
    guard !diagnosis.suspects.isEmpty else { return "" }
    let terminal = Terminal.output
    return "probably labelled wrong, the \(diagnosis.suspects.count) most suspicious of"
      + " \(diagnosis.suspectCount.grouped)\n"
      + diagnosis.suspects.map { suspect in
        "  line \(suspect.line): \(terminal.bold(suspect.label.onOneLine)), rather"
          + " \(terminal.bold(suspect.likelier.onOneLine)) (\(suspect.probability.percent()))\n"
          + "    \(terminal.dim(suspect.text.excerpt))\n"
      }.joined()
  }
}
