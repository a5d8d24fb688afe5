import Classification
import TextProcessing
import WordEmbeddings

extension LSTM {
  private enum Name {
    static let inputWeights = "encoder.lstm.input.weight"
    static let recurrentWeights = "encoder.lstm.recurrent.weight"
    static let bias = "encoder.lstm.bias"
  }

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    [
      (Name.inputWeights, .floats(inputWeights, shape: [bias.count, inputSize])),
      (Name.recurrentWeights, .floats(recurrentWeights, shape: [bias.count, hiddenSize])),
      (Name.bias, .floats(bias, shape: [bias.count])),
    ]
  }

  /// The layer in a model's file; `nil` when there is none.
  ///
  /// - Throws: `FileError` when its tensors don't fit each other.
  init?(_ file: Safetensors, inputSize: Int) throws(FileError) {
    guard file.tensors[Name.recurrentWeights] != nil else { return nil }
    let units = try file.tensor(Name.recurrentWeights, .float32, rank: 2).shape[1]
    guard units > 0, units <= Int(Int32.max) else {
      throw Safetensors.damaged(file.file.path, "its LSTM has \(units) units")
    }
    // The tensors first: only sizes that the file bears out may be asked of the memory.
    let rows = LSTM.gateCount * units
    let recurrent = try file.floats(Name.recurrentWeights, shape: [rows, units])
    let input = try file.floats(Name.inputWeights, shape: [rows, inputSize])
    let bias = try file.floats(Name.bias, shape: [rows])
    self.init(inputSize: inputSize, hiddenSize: units)
    (inputWeights, recurrentWeights, self.bias) = (input, recurrent, bias)
  }
}
