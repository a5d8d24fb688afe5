import SentimentClassification
import SentimentTextProcessing

/// The same as of a ``FittedModel`` where only some of the labelled texts are a random sample of the texts to be read.
extension FittedMultiLabelModel {
  /// How well the model may be expected to find labels in texts like those of the sample.
  ///
  /// - Parameters:
  ///   - sample: the indices of its texts.
  ///   - texts: all that the model was fitted to.
  /// - Returns: `nil` where no text of the sample was answered.
  public func estimate(
    on sample: Set<Int>, of texts: [MultiLabelText]
  ) -> MultiLabelTraining.Estimate? {
    guard let training = model.card.multiLabelTraining, let whole = training.estimate else {
      return nil
    }
    let answers = outOfFold.filter { sample.contains($0.index) }
    guard !answers.isEmpty else { return nil }
    return MultiLabelTraining.Estimate(
      report: answers.report(
        labels: whole.report.labels.map(\.label), texts: texts, seed: training.configuration.seed),
      untestedLabels: whole.untestedLabels)
  }

  /// Whether it gives more of a sample's texts just the labels that they have than another model, by more than chance
  /// would (``McNemar``). Texts in which a model knows no word count as answered wrong by it.
  ///
  /// - Parameters:
  ///   - other: was fitted to the same texts.
  ///   - sample: the indices of its texts.
  public func isMoreAccurate(than other: FittedMultiLabelModel, on sample: Set<Int>) -> Bool {
    McNemar.ofMethods.isBetter(
      rightOnes(sample), than: other.rightOnes(sample),
      groups: groups.restricted(to: sample.sorted()))
  }

  private func rightOnes(_ sample: Set<Int>) -> [Bool] {
    let right = Set(outOfFold.lazy.filter(\.isRight).map(\.index))
    return sample.sorted().map(right.contains)
  }
}
