import CSentimentInterface
import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

// The functions of sentiment.h that open models and tell about them; that file describes them.

private let version = CStrings([SentimentVersion.current.description])

@_cdecl("sentiment_version")
public func programVersion() -> UnsafePointer<CChar>? { version[0] }

@_cdecl("sentiment_string_free")
public func freeString(_ string: UnsafeMutablePointer<CChar>?) { SentimentPlatform.free(string) }

@_cdecl("sentiment_model_open")
public func openModel(
  _ name: UnsafePointer<CChar>?, _ model: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    let name = try path(name)
    let opened = try SentimentModel(embedded: name) ?? SentimentModel(contentsOf: name)
    try ModelHandle.make(LabelledModel(opened), at: model)
  }
}

@_cdecl("sentiment_model_read")
public func readModel(
  _ bytes: UnsafeRawPointer?, _ size: Int, _ model: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : size))
    let read = try SentimentModel(bytes: bytes, name: "the model's bytes")
    try ModelHandle.make(LabelledModel(read), at: model)
  }
}

@_cdecl("sentiment_model_write")
public func writeModel(_ model: OpaquePointer?, _ file: UnsafePointer<CChar>?) -> sentiment_error {
  sentiment_error { try ModelHandle.value(of: model).model.write(to: path(file)) }
}

@_cdecl("sentiment_model_free")
public func freeModel(_ model: OpaquePointer?) { ModelHandle.free(model) }

private struct AnswerSettings: Settings {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case speed, labels
  }

  var speed: String?
  var labels: [String]?
}

@_cdecl("sentiment_model_with")
public func changeModel(
  _ model: OpaquePointer?, _ settings: UnsafePointer<CChar>?,
  _ other: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    var changed = try ModelHandle.value(of: model).model
    let settings = try AnswerSettings.read(settings)
    if let name = settings.speed {
      guard let speed = ClassifierSpeed(rawValue: name) else {
        throw FileError(
          .invalidSetting, file: "speed", problem: "is \(name.onOneLine)",
          remedy: "give fast, balanced or accurate")
      }
      changed.speed = speed
    }
    if let labels = settings.labels { changed = try changed.answering(with: labels) }
    try ModelHandle.make(LabelledModel(changed), at: other)
  }
}

@_cdecl("sentiment_model_label_count")
public func countLabels(_ model: OpaquePointer?) -> Int {
  (try? ModelHandle.value(of: model).model.answerLabels.count) ?? 0
}

@_cdecl("sentiment_model_label")
public func label(_ model: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
  try? ModelHandle.value(of: model).label(index)
}

@_cdecl("sentiment_model_thresholds")
public func thresholds(
  _ model: OpaquePointer?, _ thresholds: UnsafeMutablePointer<Double>?
) -> Bool {
  guard let model = try? ModelHandle.value(of: model).model, let own = model.thresholds else {
    return false
  }
  let answered = Set(model.answerLabels)
  let places = model.labels.indices.filter { answered.contains(model.labels[$0]) }
  for (index, place) in places.enumerated() { thresholds?[index] = own.probabilities[place] }
  return true
}

@_cdecl("sentiment_model_card")
public func card(
  _ model: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error { try give(JSONText.encode(ModelHandle.value(of: model).model.card), to: json) }
}

/// A path that C has; it needn't be UTF-8.
func path(_ path: UnsafePointer<CChar>?) throws -> String {
  guard let path, path.pointee != 0 else { throw ArgumentError("the file's name is NULL or empty") }
  return String(path: path)
}
