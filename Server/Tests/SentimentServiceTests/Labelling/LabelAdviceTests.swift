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
    let count = labelled ?? curve.last?.labels ?? 0
    return advice([("good", count / 2), ("bad", count - count / 2)], curve: curve, open: open)
  }

  private func advice(
    _ labels: [(String, Int)], curve: [AccuracyPoint] = [], open: Int = 50
  ) -> String {
    LabelAdvice(
      labels: labels.map { LabelSummary(name: $0.0, guideline: "", count: $0.1) },
      labelled: labels.reduce(0) { $0 + $1.1 }, curve: curve, open: open
    ).text
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
    #expect(advice([("good", 0)]).hasPrefix("Name two"))
    #expect(advice([:], labelled: 9).contains("asked for at random will tell"))
  }

  @Test func itNamesTheLabelsThatLackTexts() {
    let all = [("Billing", 9), ("Cancel", 0), ("Feature", 1), ("Login", 4)]
    #expect(
      advice(all).hasPrefix("Cancel has no text and Feature has 1 text, 2 are needed of each. "))
    #expect(advice([("Billing", 9), ("Feature", 1)]) == "Feature has 1 text, 2 are needed.")
    #expect(advice(Array(all.prefix(3))).hasPrefix("Cancel has no text and Feature has 1 text"))
  }
}
