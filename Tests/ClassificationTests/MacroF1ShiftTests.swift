import Foundation
import SentimentClassification
import SentimentPlatform
import Testing

struct MacroF1ShiftTests {
  /// Texts of labels of which the first is frequent and known badly.
  private func texts(
    _ count: Int, labels: Int, seed: UInt64
  ) -> (probabilities: [[Double]], truths: [Int]) {
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let truths = (0..<count).map { _ in uniform() < 0.7 ? 0 : Int(uniform() * Double(labels)) }
    let probabilities = truths.map { truth in
      let weights = (0..<labels).map { label in
        exp(2 * uniform() + (label == truth ? 1 : 0) + (label == 0 ? 1 : 0))
      }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    return (probabilities, truths)
  }

  /// By the definition, from the answers.
  private func macroF1(_ probabilities: [[Double]], _ truths: [Int], _ shifts: [Double]) -> Double {
    let answers = probabilities.map { MacroF1Shift.answer($0.map { log($0) }, shifts) }
    let scores = shifts.indices.map { label -> Double in
      let hits = zip(answers, truths).count { $0 == label && $1 == label }
      let given = answers.count { $0 == label }
      let there = truths.count { $0 == label }
      let precision = given == 0 ? 0 : Double(hits) / Double(given)
      let recall = there == 0 ? 0 : Double(hits) / Double(there)
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// With two labels there is one threshold, and all can be tried.
  @Test(arguments: 1...10)
  func twoLabelsHaveTheBestThreshold(seed: UInt64) {
    let (probabilities, truths) = texts(60, labels: 2, seed: seed)
    let found = MacroF1Shift(probabilities, truths: truths, labelCount: 2)
    let places = probabilities.map { log($0[0] / $0[1]) }.sorted()
    let tried = [places[0] - 1] + zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
    let best = tried.map { macroF1(probabilities, truths, [0, $0]) }.max()!
    #expect(abs(found.f1 - best) < 1e-9)
    #expect(abs(macroF1(probabilities, truths, found.shifts) - best) < 1e-9)
  }

  /// No shift of one label alone makes it better, and it is no worse than the likeliest label.
  @Test(arguments: 1...5)
  func noOneLabelsShiftIsBetter(seed: UInt64) {
    let (probabilities, truths) = texts(80, labels: 4, seed: seed)
    let found = MacroF1Shift(probabilities, truths: truths, labelCount: 4)
    #expect(abs(macroF1(probabilities, truths, found.shifts) - found.f1) < 1e-9)
    #expect(found.f1 >= macroF1(probabilities, truths, [0, 0, 0, 0]))
    for label in 0..<4 {
      for step in stride(from: -8.0, through: 8, by: 0.01) {
        var shifts = found.shifts
        shifts[label] += step
        #expect(macroF1(probabilities, truths, shifts) <= found.f1 + 1e-9)
      }
    }
    #expect(abs(found.shifts.reduce(0, +)) < 1e-9)
  }

  @Test func nothingToGainChangesNothing() {
    let found = MacroF1Shift([[0.9, 0.1], [0.2, 0.8]], truths: [0, 1], labelCount: 2)
    #expect(found.shifts == [0, 0] && found.f1 == 1)
    #expect(MacroF1Shift([], truths: [], labelCount: 2).shifts == [0, 0])
  }
}
