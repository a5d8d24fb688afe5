import Foundation
import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

struct LabelWeightsTests {
  private func texts(_ labels: [String: Int], weight: Double = 1) -> [LabelledText] {
    labels.sorted { $0.key < $1.key }.flatMap { label, count in
      (0..<count).map { LabelledText(label: label, text: "text \($0)", weight: weight) }
    }
  }

  /// scikit-learn's `class_weight="balanced"`: texts / (labels × texts of the label).
  @Test func balancedIsTheFieldsFormula() throws {
    let texts = texts(["a": 6, "b": 2])
    let weights = try #require(
      try LabelWeights.balanced.weights(of: texts, labels: ["a", "b"], name: "t"))
    #expect(zip(texts, weights).allSatisfy { abs($1 - ($0.label == "a" ? 8.0 / 12 : 2)) < 1e-12 })
  }

  @Test func aTextsWeightTimesItsLabels() throws {
    let texts = [
      LabelledText(label: "a", text: "x", weight: 3), LabelledText(label: "b", text: "y"),
    ]
    #expect(
      try LabelWeights.given(["a": 2]).weights(of: texts, labels: ["a", "b"], name: "t") == [6, 1])
    #expect(try LabelWeights.equal.weights(of: texts, labels: ["a", "b"], name: "t") == [3, 1])
    let equal = self.texts(["a": 1, "b": 1])
    #expect(try LabelWeights.equal.weights(of: equal, labels: ["a", "b"], name: "t") == nil)
  }

  @Test func whatCanNotBeIsNamed() {
    let texts = texts(["a": 1, "b": 1])
    #expect(throws: FileError.self) {
      try LabelWeights.given(["c": 2]).weights(of: texts, labels: ["a", "b"], name: "t")
    }
    #expect(throws: FileError.self) {
      try LabelWeights.given(["a": 0]).weights(of: texts, labels: ["a", "b"], name: "t")
    }
    for weight in [-1, Double.nan, .infinity, 0] {
      let texts = [
        LabelledText(label: "a", text: "x", weight: weight), LabelledText(label: "b", text: "y"),
      ]
      #expect(throws: FileError.self) {
        try LabelWeights.equal.weights(of: texts, labels: ["a", "b"], name: "t")
      }
    }
  }

  @Test(arguments: [LabelWeights.equal, .balanced, .given(["a": 2.5, "balanced": 3])])
  func theyAreReadAsTheyAreWritten(weights: LabelWeights) throws {
    let json = try JSONEncoder().encode(weights)
    #expect(try JSONDecoder().decode(LabelWeights.self, from: json) == weights)
  }
}
