import Foundation
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

struct LearningCurveTests {
  private static let sizes = [4, 8, 16, 32, 64, 128]

  @Test(arguments: [(0.9, 0.8, 0.5), (0.75, 0.3, 1.1), (1.0, 0.9, 0.25)])
  func aPowerLawIsFound(asymptote: Double, factor: Double, exponent: Double) {
    func truth(_ labels: Int) -> Double { asymptote - factor * pow(Double(labels), -exponent) }
    let law = PowerLaw(
      sizes: Self.sizes, accuracies: Self.sizes.map(truth),
      variances: Self.sizes.map { _ in 1e-4 })
    for labels in Self.sizes + [1_000] {
      #expect(abs(law.accuracy(labels: Double(labels)) - truth(labels)) < 0.01)
    }
    #expect(law.asymptote <= 1 && law.factor >= 0)
  }

  @Test func whatIsUncertainCountsLess() {
    let accuracies = [0.1, 0.7, 0.74, 0.77, 0.79, 0.8]
    let trusting = PowerLaw(
      sizes: Self.sizes, accuracies: accuracies, variances: [1, 1e-4, 1e-4, 1e-4, 1e-4, 1e-4])
    #expect(abs(trusting.accuracy(labels: 128) - 0.8) < 0.01)
    #expect(trusting.accuracy(labels: 4) > 0.5)
  }

  @Test func accuracyThatFallsIsLevel() {
    let law = PowerLaw(
      sizes: Self.sizes, accuracies: [0.9, 0.8, 0.8, 0.8, 0.8, 0.8],
      variances: Self.sizes.map { _ in 1e-4 })
    #expect(law.factor == 0)
    #expect(law.accuracy(labels: 4) == law.asymptote)
    #expect(law.labels(for: 0.95) == .infinity)
  }

  private func curve(target: Double) -> LearningCurve {
    // 0.9 - 0.8 / √n: 0.8 with 64 labels, 0.85 with 256, 0.88 with 1,600.
    let accuracies = Self.sizes.map { 0.9 - 0.8 / Double($0).squareRoot() }
    let samples = (-10...10).map { shift in accuracies.map { $0 + Double(shift) * 0.001 } }
    return LearningCurve(
      labelCount: 140, folds: 10, repetitions: 2, sizes: Self.sizes, accuracies: accuracies,
      baseline: nil, samples: samples, target: target)
  }

  @Test func theGoalIsReachedNeedsMoreOrIsOutOfSight() throws {
    let reached = try #require(curve(target: 0.8).goal)
    #expect(reached.verdict == .reached)
    #expect(try #require((58...70).contains(reached.labels ?? 0)))
    let near = try #require(curve(target: 0.85).goal)
    #expect(near.verdict == .needsMore)
    let labels = try #require(near.labels)
    #expect((230...290).contains(labels))
    #expect(try #require(near.fewestLabels) < labels && labels < near.mostLabels ?? .max)
    let far = try #require(curve(target: 0.88).goal)
    #expect(far.verdict == .outOfSight && far.labels == nil && far.mostLabels == nil)
  }

  @Test func pointsHaveIntervals() {
    let curve = curve(target: 0.8)
    #expect(curve.expected.map(\.labels) == [140, 280, 560, 1_400])
    for point in curve.measured + curve.expected {
      #expect(point.interval.lowerBound < point.accuracy)
      #expect(point.accuracy < point.interval.upperBound)
    }
    #expect(curve.asymptoteInterval.contains(0.9))
  }

  @Test func theMeasurementDoesNotDependOnThreads() throws {
    var texts = TopicTexts(seed: 12)
    let fitter = try LinearFitter(
      UnlabelledStatistics(texts.embeddings, reading: [texts.unlabelled(300)]))
    let labelled = texts.labelled(60)
    let curves = try [1, 3].map { threads in
      var measurement = LearningCurveMeasurement(fitter)
      measurement.repetitions = 2
      measurement.threads = threads
      return try measurement.run(labelled, name: "texts", target: 0.9)
    }
    #expect(curves[0] == curves[1])
    #expect(curves[0].measured.map(\.labels) == [6, 12, 24, 54])
    #expect(curves[0].measured[3].accuracy > 0.85)
    #expect(throws: FileError.self) {
      try LearningCurveMeasurement(fitter).run(Array(labelled.prefix(9)), name: "texts")
    }
  }
}
