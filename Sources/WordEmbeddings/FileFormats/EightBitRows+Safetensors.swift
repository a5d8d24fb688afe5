import SentimentTextProcessing

extension EightBitRows {
  /// The rows in a model file, of which the scales are checked now and the numbers, of which all
  /// are sound, read when they are first used.
  ///
  /// - Throws: `FileError` when a tensor is missing or has another number of rows.
  static func matrix(
    tensor name: String, scales scalesName: String, in file: Safetensors, rowCount: Int
  ) throws(FileError) -> LazyMatrix {
    let tensor = try file.tensor(name, .int8, rank: 2)
    guard tensor.shape[0] == rowCount, tensor.shape[1] > 0 else {
      throw FileError.damaged(
        file.file.path, "tensor \(name) has no row of numbers for each of the \(rowCount) words")
    }
    let dimension = tensor.shape[1]
    let scales = try file.floats(scalesName, shape: [rowCount])
    return LazyMatrix(dimension: dimension) {
      EightBitRows(
        rowCount: rowCount, dimension: dimension, numbers: file.copy(tensor, as: Int8.self),
        scales: scales
      ).matrix
    }
  }
}
