import TextProcessing

extension EmbeddingMatrix {
  /// A tensor of a file with a row for each of something; the numbers stay in the file.
  ///
  /// - Throws: `FileError` when the tensor is missing or has another number of rows.
  package init(
    tensor name: String, in file: Safetensors, rowCount: Int, of things: String
  ) throws(FileError) {
    let tensor = try file.tensor(name, .float32, rank: 2)
    guard tensor.shape[0] == rowCount, tensor.shape[1] > 0, tensor.range.lowerBound % 4 == 0 else {
      throw Safetensors.damaged(
        file.file.path, "tensor \(name) has no row of numbers for each of the \(rowCount) \(things)"
      )
    }
    self.init(
      file: file.file, byteOffset: tensor.range.lowerBound, rowCount: rowCount,
      dimension: tensor.shape[1])
  }
}
