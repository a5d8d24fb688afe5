import Classification
import TextProcessing
import WordEmbeddings

extension HiddenLayerClassifier {
  private enum Name {
    static let hiddenWeights = "classifier.hidden.weight"
    static let hiddenBias = "classifier.hidden.bias"
    static let outputWeights = "classifier.output.weight"
    static let outputBias = "classifier.output.bias"
  }

  var safetensorsContents: [(name: String, content: Safetensors.Content)] {
    [
      (Name.outputWeights, .floats(outputWeights, shape: [labelCount, outputInputSize])),
      (Name.outputBias, .floats(outputBias, shape: [labelCount])),
      (Name.hiddenWeights, .floats(hiddenWeights, shape: [hiddenSize, inputSize])),
      (Name.hiddenBias, .floats(hiddenBias, shape: [hiddenSize])),
    ]
  }

  /// - Throws: `FileError` when a tensor is missing or doesn't fit.
  init(_ file: Safetensors, inputSize: Int, labelCount: Int) throws(FileError) {
    let hiddenSize = try file.tensor(Name.hiddenWeights, .float32, rank: 2).shape[0]
    // The tensors first: only sizes that the file bears out may be asked of the memory.
    let hiddenWeights = try file.floats(Name.hiddenWeights, shape: [hiddenSize, inputSize])
    let outputWeights = try file.floats(
      Name.outputWeights, shape: [labelCount, hiddenSize > 0 ? hiddenSize : inputSize])
    self.init(inputSize: inputSize, hiddenSize: hiddenSize, labelCount: labelCount)
    self.hiddenWeights = hiddenWeights
    hiddenBias = try file.floats(Name.hiddenBias, shape: [hiddenSize])
    self.outputWeights = outputWeights
    outputBias = try file.floats(Name.outputBias, shape: [labelCount])
  }
}
