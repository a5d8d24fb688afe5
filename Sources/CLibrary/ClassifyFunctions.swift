import CSentimentInterface
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

// The functions of sentiment.h that classify texts; that file describes them.

/// Where answers go. Each thread writes those of its own texts, hence `@unchecked Sendable`.
private struct Answers: @unchecked Sendable {
  let probabilities: UnsafeMutablePointer<Double>
  let coverage: UnsafeMutablePointer<Double>?
  let withheld: UnsafeMutablePointer<Bool>?
  let labelCount: Int

  func set(
    _ index: Int, _ answer: LabelProbabilities, coverage fraction: Double?, isWithheld: Bool
  ) {
    (probabilities + index * labelCount).update(from: answer.probabilities, count: labelCount)
    if let fraction { coverage?[index] = fraction }
    withheld?[index] = isWithheld
  }
}

@_cdecl("sentiment_classify")
public func classify(
  _ model: OpaquePointer?, _ texts: UnsafePointer<sentiment_texts>?, _ threads: Int32,
  _ probabilities: UnsafeMutablePointer<Double>?, _ coverage: UnsafeMutablePointer<Double>?,
  _ withheld: UnsafeMutablePointer<Bool>?
) -> sentiment_error {
  sentiment_error {
    let model = try ModelHandle.value(of: model).model
    let texts = try GivenTexts(texts, "the texts")
    guard let probabilities else { throw ArgumentError("the place for the probabilities is NULL") }
    let answers = Answers(
      probabilities: probabilities, coverage: coverage, withheld: withheld,
      labelCount: model.answerLabels.count)
    let parts = texts.parts(ofBytes: model.batchSize)
    _ = try concurrentMap(parts.count, threads: .threads(Int(threads))) { part in
      try model.withClassifier { classifier in
        if classifier.asksEncoder { try classifier.prepare(parts[part].map(texts.string)) }
        for index in parts[part] {
          let text = texts[index].span
          let answer: LabelProbabilities
          var fraction: Double?
          if answers.coverage == nil {
            answer = try classifier.answer(text)
          } else {
            (answer, fraction) = try classifier.answerWithCoverage(text)
          }
          answers.set(
            index, answer, coverage: fraction, isWithheld: classifier.abstains(from: answer))
        }
      }
    }
  }
}

@_cdecl("sentiment_explain")
public func explain(
  _ model: OpaquePointer?, _ text: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error {
    guard let text else { throw ArgumentError("the text is NULL") }
    let words = try ModelHandle.value(of: model).model.influences(of: String(cString: text))
    try give(JSONText.encode(words), to: json)
  }
}
