/// The learning rate of each stretch: it falls linearly over some epochs, to a ten-thousandth.
struct LearningRateSchedule: Sendable {
  let start: Double
  let epochs: Range<Int>
  /// Stretches in an epoch.
  let stretchCount: Int

  func rate(stretch: Int, epoch: Int) -> Float {
    let done = Double((epoch - epochs.lowerBound) * stretchCount + stretch)
    let left = 1 - done / Double(epochs.count * stretchCount)
    return Float(start * max(left, SkipGramConfiguration.finalLearningRateShare))
  }
}
