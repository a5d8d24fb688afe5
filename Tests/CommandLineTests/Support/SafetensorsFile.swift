import Foundation
import Testing

/// A safetensors file as its format describes it, read and put together without the program's own
/// code: eight bytes with the length of the header, the header as JSON, the tensors.
struct SafetensorsFile {
  var header: [String: Any]
  var body: Data

  init(_ data: Data) throws {
    let length = Int(data.number(UInt64.self, at: 0))
    try #require(length <= data.count - 8)
    header = try #require(
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any])
    body = Data(data[(8 + length)...])
  }

  init(path: String) throws { try self.init(try Data(contentsOf: URL(fileURLWithPath: path))) }

  /// The bytes of the file.
  func encoded() throws -> Data {
    var json = try JSONSerialization.data(withJSONObject: header)
    // As the program does it: matrices must start at multiples of their numbers' size.
    while (json.count + 8) % 64 != 0 { json.append(UInt8(ascii: " ")) }
    return Self.lengthField(UInt64(json.count)) + json + body
  }

  static func lengthField(_ length: UInt64) -> Data {
    withUnsafeBytes(of: length.littleEndian) { Data($0) }
  }

  var metadata: [String: String] {
    get { header["__metadata__"] as? [String: String] ?? [:] }
    set { header["__metadata__"] = newValue }
  }

  var tensorNames: [String] { header.keys.filter { $0 != "__metadata__" }.sorted() }

  func type(_ name: String) -> String? { entry(name)["dtype"] as? String }

  func shape(_ name: String) -> [Int] { entry(name)["shape"] as? [Int] ?? [] }

  /// Where the tensor lies in the body.
  func range(_ name: String) -> Range<Int> {
    let offsets = entry(name)["data_offsets"] as? [Int] ?? [0, 0]
    return offsets[0]..<offsets[1]
  }

  private func entry(_ name: String) -> [String: Any] { header[name] as? [String: Any] ?? [:] }

  /// Changes what the header says of a tensor.
  mutating func set(_ name: String, _ key: String, _ value: Any) {
    var changed = entry(name)
    changed[key] = value
    header[name] = changed
  }

  /// Changes one number of a tensor.
  mutating func set<Number>(_ name: String, at index: Int, _ value: Number) {
    let start = range(name).lowerBound + index * MemoryLayout<Number>.size
    withUnsafeBytes(of: value) {
      body.replaceSubrange(start..<start + $0.count, with: Data($0))
    }
  }

  /// All numbers of a tensor.
  func numbers<Number: BitwiseCopyable>(_ name: String, as type: Number.Type) -> [Number] {
    let range = range(name)
    return stride(from: range.lowerBound, to: range.upperBound, by: MemoryLayout<Number>.size)
      .map { body.number(type, at: $0) }
  }

  /// The words of the vocabulary.
  var words: [String] {
    let bytes = body[range("vocabulary.bytes")]
    let offsets = numbers("vocabulary.offsets", as: Int64.self).map { bytes.startIndex + Int($0) }
    return zip(offsets, offsets.dropFirst()).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }

  /// The word vectors, a row a word.
  var vectors: [[Float]] {
    let dimension = shape("embeddings.input")[1]
    let numbers = numbers("embeddings.input", as: Float.self)
    return stride(from: 0, to: numbers.count, by: dimension).map {
      Array(numbers[$0..<$0 + dimension])
    }
  }
}

extension Data {
  /// The number in the bytes from a position on, counted from the first byte.
  func number<Number: BitwiseCopyable>(_ type: Number.Type, at position: Int) -> Number {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
  }
}
