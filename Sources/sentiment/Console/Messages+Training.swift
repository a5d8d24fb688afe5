import SentimentTransferLearning

extension Messages {
  /// Shows how far a fit or an update is.
  func show(_ progress: LearningProgress, crossValidation: String = "fitting") {
    switch (progress.phase, progress.detail) {
    case (.training, .epoch(let epoch, _, let loss)):
      self.progress(
        "training", "epoch \(epoch), loss \(loss.fixed(4))", share: progress.fractionCompleted)
    case (.crossValidation, _):
      self.progress(crossValidation, "cross-validation", share: progress.fractionCompleted)
    default: break
    }
  }

  /// Says what an update taught a model, and what it kept.
  func show(_ report: UpdateReport, of model: SentimentModel) {
    let labels = report.newLabels.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    step(
      "updated",
      "by \((report.textCount - report.unknownTextCount).counted("text"))"
        + (labels.isEmpty ? "" : "; new labels: \(labels)"))
    if report.unknownTextCount > 0 {
      note(
        report.unknownTextCount == 1
          ? "1 text has no known word and is not learned from"
          : "\(report.unknownTextCount.grouped) texts have no known word and are not learned from")
    }
    if let after = report.accuracyAfter, let folds = report.folds {
      note(
        "accuracy on these texts \(after.percent()), before \(report.accuracyBefore.percent())"
          + " (cross-validation, \(folds) folds)")
    } else {
      note(
        "accuracy on these texts before \(report.accuracyBefore.percent()); what it is now, two"
          + " texts of each label or more would tell")
    }
    note("\(report.keptShare.percent(0)) of the answers to texts of random words stay the same")
    if let abstention = model.abstention {
      warning(
        "the model promised that \(abstention.promisedPrecision.percent(0)) of its answers are right; the"
          + " updated one answers always: `fit --abstain` on all texts gives a new promise")
    }
  }
}
