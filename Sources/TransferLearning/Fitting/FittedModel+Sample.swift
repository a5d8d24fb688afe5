import SentimentTextProcessing

/// What the answers of a cross-validation say where only some of the labelled texts are a random sample of the
/// texts to be read. Others, as those that active learning picked, are harder or easier than most: they are
/// learned from and not judged by.
extension FittedModel {
  /// How accurate the model may be expected to be on texts like those of the sample.
  ///
  /// - Parameters:
  ///   - sample: the indices of its texts.
  ///   - texts: all that the model was fitted to.
  /// - Returns: `nil` where no text of the sample was answered.
  public func estimate(on sample: Set<Int>, of texts: [LabelledText]) -> ModelCard.Estimate? {
    guard let whole = model.card.estimate else { return nil }
    let answers = outOfFold.filter { sample.contains($0.index) }
    guard !answers.isEmpty else { return nil }
    let groups = groups.restricted(to: answers.map(\.index))
    return ModelCard.Estimate(
      accuracy: groups.accuracy(answers.map(\.isRight)), groups: groups,
      truths: answers.map { texts[$0.index].label }, thinLabels: whole.thinLabels ?? [],
      folds: whole.folds, repetitions: 1)
  }

  /// Whether it answers more of a sample's texts right than another model, by more than chance would
  /// (``McNemar``). Texts in which a model knows no word count as answered wrong by it.
  ///
  /// - Parameters:
  ///   - other: was fitted to the same texts.
  ///   - sample: the indices of its texts.
  public func isMoreAccurate(than other: FittedModel, on sample: Set<Int>) -> Bool {
    let places = sample.sorted()
    func isRight(_ fitted: FittedModel) -> [Bool] {
      let right = Set(fitted.outOfFold.lazy.filter(\.isRight).map(\.index))
      return places.map(right.contains)
    }
    return McNemar.ofMethods.isBetter(
      isRight(self), than: isRight(other), groups: groups.restricted(to: places))
  }
}
