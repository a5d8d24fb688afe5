import SentimentTransferLearning

/// What a pointer of the C interface stands for: a value that lives until it is freed.
final class Handle<Value: Sendable>: Sendable {
  let value: Value

  private init(_ value: Value) { self.value = value }

  /// Gives a value a pointer, which ``free(_:)`` takes back.
  static func make(_ value: Value, at place: UnsafeMutablePointer<OpaquePointer?>?) throws {
    guard let place else { throw ArgumentError("the place for what is made is NULL") }
    place.pointee = OpaquePointer(Unmanaged.passRetained(Handle(value)).toOpaque())
  }

  /// - Throws: `ArgumentError` where the pointer is NULL.
  static func value(of pointer: OpaquePointer?) throws -> Value {
    guard let pointer else { throw ArgumentError("what is asked is NULL") }
    return Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue().value
  }

  static func free(_ pointer: OpaquePointer?) {
    guard let pointer else { return }
    Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).release()
  }
}

typealias ModelHandle = Handle<LabelledModel>
typealias VectorsHandle = Handle<PretrainedEmbeddings>

/// A model with its labels as C strings, which live as long.
final class LabelledModel: Sendable {
  let model: SentimentModel
  private let labels: CStrings

  init(_ model: SentimentModel) {
    self.model = model
    labels = CStrings(model.answerLabels)
  }

  func label(_ index: Int) -> UnsafePointer<CChar>? { labels[index] }
}
