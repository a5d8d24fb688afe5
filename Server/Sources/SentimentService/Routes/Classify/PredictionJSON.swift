import SentimentTransferLearning

/// Writes predictions as JSON, faster than a general encoder: they are most of all answers.
struct PredictionJSON {
  private(set) var bytes: [UInt8] = []
  private let top: Int

  /// `{"model": …, "predictions": […]}`.
  ///
  /// - Parameter top: how many of the likeliest labels each lists in order; 0 for no list.
  init(model: String, _ predictions: [Prediction], top: Int = 0) {
    self.top = top
    bytes.reserveCapacity(256 * (1 + predictions.count))
    key("model", after: "{")
    add(model)
    key("predictions", after: ",")
    list(predictions) { writer, prediction in writer.add(prediction) }
    add(raw: "}")
  }

  private mutating func add(_ prediction: Prediction) {
    if let abstains = prediction.abstains {
      key("abstained", after: "{")
      add(raw: abstains ? "true" : "false")
    }
    key("coverage", after: prediction.abstains == nil ? "{" : ",")
    add(prediction.coverage)
    if let labels = prediction.labels {
      key("labels", after: ",")
      list(labels) { writer, label in writer.add(label) }
    } else {
      key("label", after: ",")
      if prediction.abstains == true { add(raw: "null") } else { add(prediction.likeliestLabel) }
    }
    key("probabilities", after: ",")
    add(raw: "{")
    for (index, entry) in prediction.probabilities.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { add(raw: ",") }
      add(entry.key)
      add(raw: ":")
      add(entry.value)
    }
    add(raw: "}")
    if prediction.labels == nil {
      key("probability", after: ",")
      add(prediction.probability)
    }
    key("text", after: ",")
    add(prediction.text)
    if top > 0 {
      key("top", after: ",")
      let likeliest = prediction.probabilities.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
      list(likeliest.prefix(top)) { writer, entry in
        writer.key("label", after: "{")
        writer.add(entry.key)
        writer.key("probability", after: ",")
        writer.add(entry.value)
        writer.add(raw: "}")
      }
    }
    key("words", after: ",")
    list(prediction.words) { writer, word in
      writer.key("contribution", after: "{")
      writer.add(word.contribution)
      writer.key("known", after: ",")
      writer.add(raw: word.isKnown ? "true" : "false")
      writer.key("text", after: ",")
      writer.add(word.text)
      writer.add(raw: "}")
    }
    add(raw: "}")
  }

  private mutating func list<Element>(
    _ elements: some Sequence<Element>, _ write: (inout PredictionJSON, Element) -> Void
  ) {
    add(raw: "[")
    for (index, element) in elements.enumerated() {
      if index > 0 { add(raw: ",") }
      write(&self, element)
    }
    add(raw: "]")
  }

  private mutating func key(_ name: StaticString, after mark: StaticString) {
    add(raw: mark)
    add(raw: "\"")
    add(raw: name)
    add(raw: "\":")
  }

  private mutating func add(raw text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A number that is finite.
  private mutating func add(_ number: Double) { bytes.append(contentsOf: number.description.utf8) }

  private mutating func add(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        add(raw: "\\u00")
        bytes.append(Self.hexadecimal[Int(byte >> 4)])
        bytes.append(Self.hexadecimal[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
