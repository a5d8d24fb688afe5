import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// An answer as a JSON object on a line, its keys in the order of the alphabet.
struct JSONAnswer {
  /// Where the text comes from.
  struct Origin {
    let source: String
    /// The record's number in the source, from 1.
    let number: Int
    /// The value of the field that tells records apart, as JSON; `nil` where none was named.
    let id: [UInt8]?
  }

  /// Whether an object says if the label is withheld: where it may be.
  let tellsAbstention: Bool
  /// The labels with their places, in the order of the alphabet, of the model that was met last.
  private var labels: (name: [String], keys: [(json: [UInt8], place: Int)]) = ([], [])

  init(tellsAbstention: Bool) { self.tellsAbstention = tellsAbstention }

  /// - Parameters:
  ///   - text: `nil` for a record that can't be read.
  ///   - words: what the words contribute, where that is asked for.
  mutating func append(
    _ text: Span<UInt8>?, _ answer: Answer?, words: [Prediction.Word]?, of origin: Origin?,
    to output: inout [UInt8]
  ) throws {
    var separator = "{"
    func key(_ name: StaticString, _ output: inout [UInt8]) {
      output += separator.utf8
      separator = ","
      output.append(UInt8(ascii: "\""))
      name.withUTF8Buffer { output += $0 }
      output += "\":".utf8
    }
    if tellsAbstention || answer?.model.abstention != nil {
      key("abstained", &output)
      output += "\(answer?.label == nil)".utf8
    }
    key("coverage", &output)
    appendNumber(answer?.coverage, to: &output)
    if let id = origin?.id {
      key("id", &output)
      output += id
    }
    key("label", &output)
    if let label = answer?.label {
      JSONString.append(label, to: &output)
    } else {
      output += "null".utf8
    }
    key("probabilities", &output)
    if let answer {
      appendProbabilities(answer, to: &output)
    } else {
      output += "null".utf8
    }
    key("probability", &output)
    appendNumber(answer?.probability, to: &output)
    if let origin {
      key("record", &output)
      output += "\(origin.number)".utf8
      key("source", &output)
      JSONString.append(origin.source, to: &output)
    }
    key("text", &output)
    if let text {
      text.withUnsafeBufferPointer { JSONString.append($0, to: &output) }
    } else {
      output += "null".utf8
    }
    if let words {
      key("words", &output)
      output += try JSONText.encode(words).utf8
    }
    output += "}\n".utf8
  }

  private func appendNumber(_ number: Double?, to output: inout [UInt8]) {
    if let number { JSONNumber.append(number, to: &output) } else { output += "null".utf8 }
  }

  private mutating func appendProbabilities(_ answer: Answer, to output: inout [UInt8]) {
    if labels.name != answer.model.labels {
      let sorted = answer.model.labels.enumerated().sorted { $0.element < $1.element }
      labels = (
        answer.model.labels,
        sorted.map { place, label in
          var json: [UInt8] = []
          JSONString.append(label, to: &json)
          return (json, place)
        }
      )
    }
    var separator = UInt8(ascii: "{")
    for (json, place) in labels.keys {
      output.append(separator)
      separator = UInt8(ascii: ",")
      output += json
      output.append(UInt8(ascii: ":"))
      JSONNumber.append(answer.probabilities[place], to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}
