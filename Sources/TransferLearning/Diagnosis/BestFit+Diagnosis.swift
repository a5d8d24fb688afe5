import SentimentTextProcessing

extension BestFit {
  /// Finds out which part of such a fit fails.
  ///
  /// - Throws: `FileError` when texts can't be read or don't suffice; `CancellationError`.
  package func diagnoser(of texts: [LabelledText], name: String) throws -> Diagnoser {
    let fit = try rereading(for: texts)
    var fitter = try fit.linearFitter(for: texts, name: name)
    fitter.groups = groups
    var diagnoser = Diagnoser(fitter)
    if transformer(for: texts) != nil {
      diagnoser.asked = try fit.encoderFitter(
        for: texts, beside: fitter.fitWithCrossValidation(texts, name: name))
    }
    return diagnoser
  }
}
