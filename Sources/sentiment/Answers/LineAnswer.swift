import SentimentTextProcessing
import SentimentTransferLearning

/// An answer as a person reads it: label, probability and text on a line.
struct LineAnswer: AnswerLine {
  /// What stands for the label where the model gives no answer.
  private static let noAnswer = "?"

  func append(
    _ text: Span<UInt8>, _ answer: Answer, words: [Prediction.Word]?, to output: inout [UInt8]
  ) {
    Terminal.output.appendBold(to: &output) { output in
      var label =
        answer.isWithheld ? Self.noAnswer : (answer.top.isEmpty ? answer.labels : answer.top).names
      label.withUTF8 { _ = OneLine.append($0, to: &output) }
    }
    output.append(UInt8(ascii: "\t"))
    let isOne = answer.isWithheld || !answer.isMultiLabel && answer.top.isEmpty
    let probabilities =
      isOne
      ? [answer.probability]
      : (answer.isMultiLabel ? answer.labels : answer.top).map(\.probability)
    for (place, probability) in probabilities.enumerated() {
      if place > 0 { output += Answer.separator.utf8 }
      probability.appendFixed(3, to: &output)
    }
    output.append(UInt8(ascii: "\t"))
    text.withUnsafeBufferPointer { _ = OneLine.append($0, to: &output) }
    if answer.coverage < Prediction.leastCoverage {
      let fraction = answer.coverage > 0 ? answer.coverage.fixed(2) : "0"
      output += "\t\(Terminal.output.dim("coverage \(fraction)"))".utf8
    }
    output.append(UInt8(ascii: "\n"))
    if let words { output += Self.explanation(words).utf8 }
  }

  /// The different words, from the one that speaks most for the label to the one most against it.
  private static func explanation(_ words: [Prediction.Word]) -> String {
    var seen: Set<String> = []
    let words = words.filter { seen.insert($0.text).inserted }
    let known = words.filter(\.isKnown).sorted { $0.contribution > $1.contribution }
    var lines = known.map { "  \($0.contribution.signed(2))  \($0.text.onOneLine)\n" }
    let unknown = words.filter { !$0.isKnown }.map(\.text.onOneLine)
    if !unknown.isEmpty { lines.append("  unknown  \(unknown.joined(separator: " "))\n") }
    return lines.joined()
  }
}
