import FoundationEssentials
import SentimentTextProcessing

/// One file of named tensors and text metadata in the safetensors format.
///
/// Eight bytes with the length of the header, the header as JSON, then the tensors without a gap
/// (https://github.com/huggingface/safetensors, "Format"). The file is mapped, and every length in
/// it is checked before it is used.
package struct Safetensors: Sendable {
  package enum ElementType: String, Codable, Sendable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case uint32 = "U32"
    case int8 = "I8"
    case uint8 = "U8"

    var size: Int {
      switch self {
      case .int64: 8
      case .float32, .uint32: 4
      case .float16, .bfloat16: 2
      case .int8, .uint8: 1
      }
    }
  }

  package struct Tensor: Sendable {
    package let type: ElementType
    package let shape: [Int]
    /// The place of its bytes in the file.
    package let range: Range<Int>
  }

  package let file: MappedFile
  package let metadata: [String: String]
  package let tensors: [String: Tensor]

  /// The reference implementation refuses longer headers too.
  private static let maximumHeaderSize = 100_000_000

  /// - Throws: `FileError` when the file can't be read or isn't sound.
  package init(path: String) throws(FileError) {
    try self.init(file: try MappedFile(path: path))
  }

  package init(file: MappedFile) throws(FileError) {
    self.file = file
    guard file.count >= 8 else {
      throw FileError.damaged(file.path, "it ends within the first 8 bytes")
    }
    let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard length <= Self.maximumHeaderSize, Int(length) <= file.count - 8 else {
      throw FileError.damaged(file.path, "the header's length is larger than the file")
    }
    let start = 8 + Int(length)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(file.bytes[8..<start]))
    } catch {
      throw FileError.damaged(file.path, "the header is no valid safetensors JSON")
    }
    metadata = header.metadata
    var tensors: [String: Tensor] = [:]
    for (name, entry) in header.tensors {
      guard let type = ElementType(rawValue: entry.dtype) else {
        throw FileError.damaged(file.path, "tensor \(name) has the unknown type \(entry.dtype)")
      }
      guard let size = Self.byteCount(of: entry.shape, type), entry.offsets.count == 2,
        entry.offsets[0] >= 0, entry.offsets[1] >= entry.offsets[0],
        entry.offsets[1] <= file.count - start,
        entry.offsets[1] - entry.offsets[0] == size
      else {
        throw FileError.damaged(file.path, "tensor \(name) doesn't fit its place in the file")
      }
      tensors[name] = Tensor(
        type: type, shape: entry.shape,
        range: start + entry.offsets[0]..<start + entry.offsets[1])
    }
    self.tensors = tensors
    var end = start
    for range in tensors.values.map(\.range).sorted(by: Self.precedes) {
      guard range.lowerBound == end else {
        throw FileError.damaged(file.path, "its tensors overlap or leave a gap")
      }
      end = range.upperBound
    }
    guard end == file.count else {
      throw FileError.damaged(file.path, "bytes follow its last tensor")
    }
  }

  /// The order of tensors in the file; empty ones stand before what starts at the same place.
  private static func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
  }

  /// A tensor of the given type and number of dimensions.
  package func tensor(
    _ name: String, _ type: ElementType, rank: Int
  ) throws(FileError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw FileError.damaged(file.path, "it has no tensor \(name)")
    }
    guard tensor.type == type, tensor.shape.count == rank else {
      throw FileError.damaged(
        file.path, "tensor \(name) isn't of type \(type.rawValue) and rank \(rank)")
    }
    return tensor
  }

  /// A copy of a one- or two-dimensional tensor of numbers, all of them finite.
  package func floats(
    _ name: String, shape: [Int]
  ) throws(FileError) -> [Float] {
    let tensor = try tensor(name, .float32, rank: shape.count)
    guard tensor.shape == shape else {
      throw FileError.damaged(
        file.path, "tensor \(name) has the shape \(tensor.shape), not \(shape)")
    }
    let values = copy(tensor, as: Float.self)
    guard values.withUnsafeBufferPointer(\.areFinite) else {
      throw FileError.damaged(file.path, "tensor \(name) holds a number that isn't finite")
    }
    return values
  }

  /// A tensor of numbers with 32 or 16 bits, all of them finite.
  package func numbers(_ name: String, shape: [Int]) throws(FileError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw FileError.damaged(file.path, "it has no tensor \(name)")
    }
    guard [.float32, .float16, .bfloat16].contains(tensor.type), tensor.shape == shape else {
      throw FileError.damaged(
        file.path, "tensor \(name) isn't of numbers with a point in the shape \(shape)")
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
    // A number that isn't finite has all bits of the exponent.
    let isFinite =
      switch tensor.type {
      case .float16: Self.areFinite(bytes, UInt16.self, exponent: 0x7C00)
      case .bfloat16: Self.areFinite(bytes, UInt16.self, exponent: 0x7F80)
      default: Self.areFinite(bytes, UInt32.self, exponent: 0x7F80_0000)
      }
    guard isFinite else {
      throw FileError.damaged(file.path, "tensor \(name) holds a number that isn't finite")
    }
    return tensor
  }

  private static func areFinite<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ type: Bits.Type, exponent: Bits
  ) -> Bool {
    let size = MemoryLayout<Bits>.stride
    return (0..<bytes.count / size).allSatisfy {
      bytes.loadUnaligned(fromByteOffset: $0 * size, as: type) & exponent != exponent
    }
  }

  /// A copy of ``numbers(_:shape:)``.
  package func anyFloats(_ name: String, shape: [Int]) throws(FileError) -> [Float] {
    let tensor = try numbers(name, shape: shape)
    return switch tensor.type {
    case .float16: copy(tensor, as: UInt16.self).map { Float(Float16(bitPattern: $0)) }
    case .bfloat16: copy(tensor, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    default: copy(tensor, as: Float.self)
    }
  }

  /// A copy of a list of whole numbers; an `Int` has their 64 bits.
  package func integers(_ name: String) throws(FileError) -> [Int] {
    copy(try tensor(name, .int64, rank: 1), as: Int.self)
  }

  package func copy<Element: BitwiseCopyable>(_ tensor: Tensor, as type: Element.Type) -> [Element]
  {
    Array(unsafeUninitializedCapacity: tensor.range.count / MemoryLayout<Element>.stride) {
      buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range]))
      count = buffer.count
    }
  }

  /// The bytes of a tensor, or `nil` when the shape is negative or too large to count.
  private static func byteCount(of shape: [Int], _ type: ElementType) -> Int? {
    var size = type.size
    for extent in shape {
      let product = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !product.overflow else { return nil }
      size = product.partialValue
    }
    return size
  }
}

extension Safetensors {
  /// The JSON header: tensors by name, and one entry of text metadata.
  fileprivate struct Header: Codable {
    struct Entry: Codable {
      var dtype: String
      var shape: [Int]
      var offsets: [Int]

      enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
      }
    }

    struct Name: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
      static let metadata = Name(stringValue: "__metadata__")
    }

    var metadata: [String: String] = [:]
    var tensors: [String: Entry] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == Name.metadata.stringValue {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          tensors[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      try container.encode(metadata, forKey: .metadata)
      for (name, entry) in tensors { try container.encode(entry, forKey: Name(stringValue: name)) }
    }
  }

  /// What is written as one tensor.
  package enum Content {
    case floats([Float], shape: [Int])
    case integers([Int])
    case bytes([UInt8])
    case matrix(EmbeddingMatrix)
    case eightBitRows(EightBitRows)
  }

  /// Writes tensors and metadata; the file appears whole or not at all.
  ///
  /// The same content gives the same bytes: names are sorted, and nothing depends on the time.
  ///
  /// - Parameter progress: told of the rows of matrices, which are nearly all of a large file.
  package static func write(
    _ contents: [(name: String, content: Content)], metadata: [String: String], to path: String,
    progress: RowProgress = .none
  ) throws {
    var header = Header()
    header.metadata = metadata
    var position = 0
    for (name, content) in contents {
      let (type, shape) = content.form
      let size = shape.reduce(type.size, *)
      header.tensors[name] = Header.Entry(
        dtype: type.rawValue, shape: shape, offsets: [position, position + size])
      position += size
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let encoded = try? encoder.encode(header) else {
      throw FileError(
        .malformed, file: path, problem: "the metadata can't be written as JSON",
        remedy: "use labels and names of valid UTF-8")
    }
    // Spaces fill the header so that the first tensor starts on a cache line.
    var bytes = [UInt8](encoded)
    while (bytes.count + 8) % 64 != 0 { bytes.append(UInt8(ascii: " ")) }
    var file = try OutputFile(path: path)
    try file.write(withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) } + bytes)
    let rowCount = contents.reduce(0) { $0 + $1.content.rowCount }
    var done = 0
    for (_, content) in contents {
      try content.write(to: &file, progress: progress.part(after: done, of: rowCount))
      done += content.rowCount
    }
    try file.commit()
  }
}

extension Safetensors.Content {
  fileprivate var form: (Safetensors.ElementType, [Int]) {
    switch self {
    case .floats(_, let shape): (.float32, shape)
    case .integers(let values): (.int64, [values.count])
    case .bytes(let values): (.uint8, [values.count])
    case .matrix(let matrix): (.float32, [matrix.rowCount, matrix.dimension])
    case .eightBitRows(let rows): (.int8, [rows.rowCount, rows.dimension])
    }
  }

  /// Rows of a matrix.
  fileprivate var rowCount: Int {
    if case .matrix(let matrix) = self { matrix.rowCount } else { 0 }
  }

  fileprivate func write(to file: inout OutputFile, progress: RowProgress) throws {
    switch self {
    case .floats(let values, _):
      try values.withUnsafeBytes { try file.write($0) }
    case .integers(let values):
      try values.withUnsafeBytes { try file.write($0) }
    case .bytes(let values):
      try file.write(values)
    case .eightBitRows(let rows):
      try rows.numbers.withUnsafeBytes { try file.write($0) }
    case .matrix(let matrix):
      for row in 0..<matrix.rowCount {
        try file.write(
          Array(UnsafeRawBufferPointer(start: matrix.row(row), count: matrix.dimension * 4)))
        progress.haveDone(row + 1, of: matrix.rowCount)
      }
    }
  }
}

extension EmbeddingMatrix {
  /// A tensor of a file with a row for each of something; the numbers stay in the file.
  ///
  /// - Throws: `FileError` when the tensor is missing or has another number of rows.
  package init(
    tensor name: String, in file: Safetensors, rowCount: Int, of things: String
  ) throws(FileError) {
    let tensor = try file.tensor(name, .float32, rank: 2)
    guard tensor.shape[0] == rowCount, tensor.shape[1] > 0, tensor.range.lowerBound % 4 == 0 else {
      throw FileError.damaged(
        file.file.path, "tensor \(name) has no row of numbers for each of the \(rowCount) \(things)"
      )
    }
    self.init(
      file: file.file, byteOffset: tensor.range.lowerBound, rowCount: rowCount,
      dimension: tensor.shape[1])
  }
}
