import Foundation

/// A safetensors file in the making.
struct SafetensorsBytes {
  struct Tensor {
    var type: String
    var shape: [Int]
    var bytes: [UInt8]

    init<Element: BitwiseCopyable>(_ type: String, _ elements: [Element], shape: [Int]? = nil) {
      self.type = type
      self.shape = shape ?? [elements.count]
      bytes = elements.withUnsafeBytes { Array($0) }
    }

    fileprivate var elementSize: Int { bytes.count / max(1, shape.reduce(1, *)) }
  }

  var metadata: [String: String] = [:]
  var tensors: [String: Tensor] = [:]

  /// The tensors of the largest elements first, so that each lies at a multiple of its element's size.
  func encoded() throws -> [UInt8] {
    var header: [String: Any] = ["__metadata__": metadata]
    var content: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: {
      ($1.value.elementSize, $0.key) < ($0.value.elementSize, $1.key)
    }) {
      header[name] = [
        "dtype": tensor.type, "shape": tensor.shape,
        "data_offsets": [content.count, content.count + tensor.bytes.count],
      ]
      content += tensor.bytes
    }
    var text = [UInt8](try JSONSerialization.data(withJSONObject: header, options: .sortedKeys))
    while (text.count + 8) % 64 != 0 { text.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + content
  }
}
