import SentimentPlatform

/// Moves the inputs' mean to zero and their root mean square to one.
///
/// Vectors of a small corpus are short and lie around a common mean; without this the learning
/// rate would have to be found anew for each set of vectors. One scale serves all columns, so that
/// the vectors' geometry stays.
package struct FeatureScaling {
  private let mean: [Float]
  private let scale: Float

  /// - Parameter inputs: `[rows × columns]`.
  package init(_ inputs: [Float], columns: Int) {
    let rows = inputs.count / columns
    var mean = [Float](repeating: 0, count: columns)
    for (index, value) in inputs.enumerated() { mean[index % columns] += value / Float(rows) }
    var squares = 0.0
    for (index, value) in inputs.enumerated() {
      let distance = Double(value - mean[index % columns])
      squares += distance * distance
    }
    let spread = (squares / Double(inputs.count)).squareRoot()
    self.mean = mean
    // Inputs that are all alike have no spread to bring to one.
    scale = spread > 1e-12 ? Float(1 / spread) : 1
  }

  /// `s (x − m)` for each row.
  package func apply(_ inputs: [Float]) -> [Float] {
    inputs.enumerated().map { ($1 - mean[$0 % mean.count]) * scale }
  }

  /// The network that reads unscaled inputs: `W s (x − m) + b = (s W) x + (b − s W m)`.
  func folded(into network: HiddenLayerClassifier) -> HiddenLayerClassifier {
    var result = network
    if network.hiddenSize > 0 {
      fold(into: &result.hiddenWeights, &result.hiddenBias)
    } else {
      fold(into: &result.outputWeights, &result.outputBias)
    }
    return result
  }

  /// The same for one layer, of weights `[rows × columns]`.
  package func fold(into weights: inout [Float], _ bias: inout [Float]) {
    for row in bias.indices {
      var shift: Float = 0
      for column in mean.indices {
        let index = row * mean.count + column
        weights[index] *= scale
        shift += weights[index] * mean[column]
      }
      bias[row] -= shift
    }
  }

  /// The network that reads scaled inputs: the inverse of ``folded(into:)``.
  func unfolded(_ network: HiddenLayerClassifier) -> HiddenLayerClassifier {
    var result = network
    if network.hiddenSize > 0 {
      unfold(from: &result.hiddenWeights, &result.hiddenBias)
    } else {
      unfold(from: &result.outputWeights, &result.outputBias)
    }
    return result
  }

  /// The same for one layer, of weights `[rows × columns]`.
  func unfold(from weights: inout [Float], _ bias: inout [Float]) {
    for row in bias.indices {
      var shift: Float = 0
      for column in mean.indices {
        let index = row * mean.count + column
        shift += weights[index] * mean[column]
        weights[index] /= scale
      }
      bias[row] += shift
    }
  }
}
