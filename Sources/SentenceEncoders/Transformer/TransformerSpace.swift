import CSentimentKernels

/// The memory in which one thread takes texts through an encoder's layers.
final class TransformerSpace {
  /// The most rows that fit.
  let rowCount: Int
  /// X, `[rows × dimension]`.
  let rows: UnsafeMutablePointer<Float>
  let queries: UnsafeMutablePointer<Float>
  let keys: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let attended: UnsafeMutablePointer<Float>
  /// What is added to X.
  let added: UnsafeMutablePointer<Float>
  /// `[rows × inner dimension]`.
  let inner: UnsafeMutablePointer<Float>
  /// The attention of one text.
  let attention: UnsafeMutablePointer<Float>

  private let rounded: ck_eight_bit_rows
  private let scratch: UnsafeMutableRawPointer
  private let memory: UnsafeMutableRawPointer

  /// - Parameter rowCount: of all texts that are taken through the layers at once.
  init(_ configuration: TransformerConfiguration, rowCount: Int) {
    self.rowCount = rowCount
    let wide = max(configuration.dimension, configuration.innerDimension)
    let groupCount = rowCount * wide / WeightMatrix.scaleGroup
    let floats = MemoryLayout<Float>.stride
    let sizes =
      [Int](repeating: rowCount * configuration.dimension * floats, count: 6) + [
        rowCount * configuration.innerDimension * floats,
        ck_attention_scratch(configuration.maximumPieces, configuration.headWidth) * floats,
        rowCount * wide, groupCount * floats, groupCount * 4, ck_encoder_scratch(rowCount, wide),
      ]
    let line = 64
    var starts = [0]
    for size in sizes { starts.append(starts.last! + (size + line - 1) / line * line) }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: starts.last!, alignment: line)
    self.memory = memory
    func part<Element>(_ index: Int, of type: Element.Type) -> UnsafeMutablePointer<Element> {
      (memory + starts[index]).bindMemory(
        to: type, capacity: sizes[index] / MemoryLayout<Element>.stride)
    }
    rows = part(0, of: Float.self)
    queries = part(1, of: Float.self)
    keys = part(2, of: Float.self)
    values = part(3, of: Float.self)
    attended = part(4, of: Float.self)
    added = part(5, of: Float.self)
    inner = part(6, of: Float.self)
    attention = part(7, of: Float.self)
    rounded = ck_eight_bit_rows(
      numbers: part(8, of: Int8.self), scales: part(9, of: Float.self),
      sums: part(10, of: Int32.self))
    scratch = memory + starts[11]
  }

  deinit { memory.deallocate() }

  /// Brings rows to eight bits for the products that follow.
  func round(_ values: UnsafePointer<Float>, rowCount: Int, columnCount: Int) {
    withUnsafePointer(to: rounded) {
      ck_round_rows(TransformerEncoder.level, values, rowCount, columnCount, $0)
    }
  }

  /// `outputs = values × weightsᵀ + bias`, where `values` are the rows that were rounded last.
  func multiply(
    _ weights: WeightMatrix, _ values: UnsafePointer<Float>, rowCount: Int,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    weights.multiply(rounded, values: values, rowCount: rowCount, into: outputs, scratch: scratch)
  }
}
