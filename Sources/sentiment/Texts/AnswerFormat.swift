import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// How `classify` writes the answer to a text.
enum AnswerFormat {
  /// Label, probability and text.
  case line
  /// The same, and below it what each word contributes.
  case explained
  /// A JSON object.
  case json

  /// Appends the answer to a text.
  func append(
    _ text: Span<UInt8>, by classifier: TextClassifier, to output: inout [UInt8]
  ) throws {
    switch self {
    case .line:
      let answer = try classifier.answer(text)
      Self.append(
        text,
        label: classifier.abstains(from: answer) ? nil : classifier.labels[answer.label],
        probability: answer.probability, lowCoverage: answer.lowCoverage, to: &output)
    case .explained:
      let prediction = try classifier.classify(String(text), explains: true)
      Self.append(
        text, label: prediction.abstains == true ? nil : prediction.likeliestLabel,
        probability: prediction.probability,
        lowCoverage: prediction.coverage < Prediction.leastCoverage ? prediction.coverage : nil,
        to: &output)
      output += Self.explanation(prediction).utf8
    case .json:
      let prediction = try classifier.classify(String(text), explains: true)
      output += try JSONText.encode(prediction).utf8
      output.append(UInt8(ascii: "\n"))
    }
  }

  /// What stands for the label where the model gives no answer.
  private static let noAnswer = "?"

  private static func append(
    _ text: Span<UInt8>, label: String?, probability: Double, lowCoverage: Double?,
    to output: inout [UInt8]
  ) {
    Terminal.output.appendBold(to: &output) { output in
      var label = label ?? noAnswer
      label.withUTF8 { _ = OneLine.append($0, to: &output) }
    }
    output.append(UInt8(ascii: "\t"))
    probability.appendFixed(3, to: &output)
    output.append(UInt8(ascii: "\t"))
    text.withUnsafeBufferPointer { _ = OneLine.append($0, to: &output) }
    if let lowCoverage {
      let fraction = lowCoverage > 0 ? lowCoverage.fixed(2) : "0"
      output += "\t\(Terminal.output.dim("coverage \(fraction)"))".utf8
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// The different words, from the one that speaks most for the label to the one most against it.
  private static func explanation(_ prediction: Prediction) -> String {
    var seen: Set<String> = []
    let words = prediction.words.filter { seen.insert($0.text).inserted }
    let known = words.filter(\.isKnown).sorted { $0.contribution > $1.contribution }
    var lines = known.map { "  \($0.contribution.signed(2))  \($0.text.onOneLine)\n" }
    let unknown = words.filter { !$0.isKnown }.map(\.text.onOneLine)
    if !unknown.isEmpty { lines.append("  unknown  \(unknown.joined(separator: " "))\n") }
    return lines.joined()
  }
}
