import SentimentTextProcessing

extension BestFit {
  /// Measures how the accuracy of such a fit grows with labelled texts. Where an encoder is asked, it is that
  /// of the method that has most weight with all texts.
  ///
  /// - Throws: `FileError` when texts can't be read or don't suffice; `CancellationError`.
  package func learningCurveMeasurement(
    of texts: [LabelledText], name: String
  ) throws -> LearningCurveMeasurement {
    let fit = try rereading(for: texts)
    var fitter = try fit.linearFitter(for: texts, name: name)
    // What counts is how far the measurement is, not each of its fits.
    fitter.progress = { _ in }
    fitter.groups = groups
    var measurement = LearningCurveMeasurement(fitter)
    measurement.threads = threads
    measurement.groups = groups
    if transformer(for: texts) != nil,
      let asked = try fit.encoderFitter(
        for: texts, beside: fitter.fitWithCrossValidation(texts, name: name)),
      let lesson = try asked.lesson(of: texts)
    {
      let parts = try asked.fit(lesson, to: texts, name: name).model.card.linearTraining?.encoder?
        .parts
      if let best = parts?.max(by: { $0.weight < $1.weight }), best.method != .words {
        measurement.taught = (lesson, best.method)
      }
    }
    return measurement
  }
}
