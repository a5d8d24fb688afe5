import SentimentTextProcessing
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
  /// Of the model that was met last: its labels, and each as JSON with its place, in the order of the
  /// alphabet.
  private var labels: (names: [String], sorted: [(json: [UInt8], place: Int)]) = ([], [])
  /// The source that was met last, as JSON too.
  private var source: (name: String, json: [UInt8]) = ("", [])

  init(tellsAbstention: Bool) { self.tellsAbstention = tellsAbstention }

  /// - Parameters:
  ///   - text: `nil` for a record that can't be read.
  ///   - words: what the words contribute, where that is asked for.
  mutating func append(
    _ text: Span<UInt8>?, _ answer: Answer?, words: [Prediction.Word]?, of origin: Origin?,
    to output: inout [UInt8]
  ) throws {
    if tellsAbstention || answer?.mayAbstain == true, answer?.isMultiLabel != true {
      output.append(
        answer?.labels.isEmpty != false ? "{\"abstained\":true," : "{\"abstained\":false,")
    } else {
      output.append("{")
    }
    output.append("\"coverage\":")
    appendNumber(answer?.coverage, to: &output)
    if let id = origin?.id {
      output.append(",\"id\":")
      output.append(contentsOf: id)
    }
    if let answer, answer.isMultiLabel {
      output.append(",\"labels\":")
      Cell.labels(answer.labels).appendJSON(to: &output)
    } else {
      output.append(",\"label\":")
      (answer?.labels.first.map { Cell.text($0.name) } ?? .none).appendJSON(to: &output)
    }
    output.append(",\"probabilities\":")
    if let answer { appendProbabilities(answer, to: &output) } else { output.append("null") }
    if answer?.isMultiLabel != true {
      output.append(",\"probability\":")
      appendNumber(answer?.probability, to: &output)
    }
    if let origin {
      output.append(",\"record\":")
      output.append(contentsOf: "\(origin.number)".utf8)
      if source.name != origin.source {
        source = (origin.source, [])
        JSONString.append(origin.source, to: &source.json)
      }
      output.append(",\"source\":")
      output.append(contentsOf: source.json)
    }
    output.append(",\"text\":")
    if let text {
      text.withUnsafeBufferPointer { JSONString.append($0, to: &output) }
    } else {
      output.append("null")
    }
    if let top = answer?.top, !top.isEmpty {
      for (place, label) in top.enumerated() {
        output.append(place == 0 ? ",\"top\":[{\"label\":" : ",{\"label\":")
        JSONString.append(label.name, to: &output)
        output.append(",\"probability\":")
        JSONNumber.append(label.probability, to: &output)
        output.append("}")
      }
      output.append("]")
    }
    if let words {
      output.append(",\"words\":")
      output.append(contentsOf: try JSONText.encode(words).utf8)
    }
    output.append("}\n")
  }

  private func appendNumber(_ number: Double?, to output: inout [UInt8]) {
    if let number { JSONNumber.append(number, to: &output) } else { output.append("null") }
  }

  private mutating func appendProbabilities(_ answer: Answer, to output: inout [UInt8]) {
    if labels.names != answer.names {
      let sorted = answer.names.enumerated().sorted { $0.element < $1.element }
      labels = (
        answer.names,
        sorted.map { place, label in
          var json: [UInt8] = []
          JSONString.append(label, to: &json)
          return (json, place)
        }
      )
    }
    var separator = UInt8(ascii: "{")
    for (json, place) in labels.sorted {
      output.append(separator)
      separator = UInt8(ascii: ",")
      output.append(contentsOf: json)
      output.append(UInt8(ascii: ":"))
      JSONNumber.append(answer.probabilities[place], to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}

extension [UInt8] {
  /// Appends ASCII that stands in the program.
  fileprivate mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
