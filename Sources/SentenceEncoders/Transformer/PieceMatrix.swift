import SentimentWordEmbeddings

/// The vectors of all pieces, `[pieces × dimension]`, of which a text needs some rows.
struct PieceMatrix: @unchecked Sendable {
  /// How the numbers lie in the file.
  enum Kind {
    /// Half a byte for each, 0 to 15 meaning −8 to 7 times the scale of its group of 32; the lower half first.
    case fourBits(scales: Range<Int>)
    case floats
    case halves
    case shortFloats
  }

  private let kind: Kind
  private let file: MappedFile
  private let numbers: Range<Int>
  private let dimension: Int

  /// - Parameter numbers: where they are in the file; their scales are finite half-precision numbers.
  init(_ kind: Kind, file: MappedFile, numbers: Range<Int>, dimension: Int) {
    self.kind = kind
    self.file = file
    self.numbers = numbers
    self.dimension = dimension
  }

  /// Writes a piece's vector over `values`.
  func copyRow(_ row: Int, to values: UnsafeMutablePointer<Float>) {
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[numbers])
    let start = row * dimension
    switch kind {
    case .fourBits(let scales):
      let scales = UnsafeRawBufferPointer(rebasing: file.bytes[scales])
      let group = WeightMatrix.scaleGroup
      for column in 0..<dimension {
        let index = start + column
        let pair = bytes[index / 2]
        let number = Int(index % 2 == 0 ? pair & 15 : pair >> 4) - 8
        let scale = scales.loadUnaligned(fromByteOffset: index / group * 2, as: UInt16.self)
        values[column] = Float(number) * Float(Float16(bitPattern: scale))
      }
    case .floats:
      for column in 0..<dimension {
        values[column] = bytes.loadUnaligned(fromByteOffset: (start + column) * 4, as: Float.self)
      }
    case .halves:
      for column in 0..<dimension {
        let bits = bytes.loadUnaligned(fromByteOffset: (start + column) * 2, as: UInt16.self)
        values[column] = Float(Float16(bitPattern: bits))
      }
    case .shortFloats:
      for column in 0..<dimension {
        let bits = bytes.loadUnaligned(fromByteOffset: (start + column) * 2, as: UInt16.self)
        values[column] = Float(bitPattern: UInt32(bits) << 16)
      }
    }
  }
}
