import Testing

@testable import SentimentService

/// How many more labels are worth giving.
struct LabelAdviceTests {
  private func advice(
    _ accuracies: [Int: Double], labelled: Int? = nil, open: Int = 50, interval: Double = 0.1
  ) -> String {
    let curve = accuracies.sorted { $0.key < $1.key }.map {
      AccuracyPoint(
        labels: $0.key, accuracy: $0.value, low: $0.value - interval, high: $0.value + interval)
    }
    return LabelAdvice.text(
      curve: curve, labelled: labelled ?? curve.last?.labels ?? 0, labelNames: 2, open: open)
  }

  @Test func errorsFallAsAPower() {
    // Half of the errors went with the last doubling, so half of those left go with the next.
    #expect(advice([10: 0.6, 20: 0.8]).hasPrefix("20 more labels may be worth 10 points"))
  }

  @Test func aFlatCurvePromisesNothing() {
    #expect(advice([20: 0.8, 40: 0.8]).hasPrefix("More labels are hardly worth it"))
    #expect(advice([20: 0.9, 40: 0.8]).hasPrefix("More labels are hardly worth it"))
  }

  @Test func aFlatCurveOfFewLabelsSaysNothing() {
    #expect(advice([4: 0.5, 8: 0.5], interval: 0.3).hasPrefix("Too few labels to say"))
  }

  @Test func beforeThereIsACurveItSaysWhatIsMissing() {
    #expect(advice([:], labelled: 3) == "Give 5 more labels to see what more are worth.")
    #expect(advice([:], open: 0) == "Upload texts to begin.")
    #expect(LabelAdvice.text(curve: [], labelled: 0, labelNames: 1, open: 9).hasPrefix("Name two"))
  }
}
