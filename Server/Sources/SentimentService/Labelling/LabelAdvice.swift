/// What is missing, and whether more labels are worth giving, by how the accuracy has grown.
///
/// Errors fall about as a power of the number of labels (Cortes et al. 1994), so that each doubling
/// takes the same fraction of them away: `e(2n) = e(n)² / e(n / 2)`.
struct LabelAdvice {
  /// In the order of their names.
  let labels: [LabelSummary]
  /// How many texts are labelled.
  let labelled: Int
  let curve: [AccuracyPoint]
  /// How many texts are neither labelled nor skipped.
  let open: Int
  var measure = LabelMeasure.accuracy

  /// The gain in accuracy for which labels are worth doubling.
  private static let worthwhileGain = 0.01
  /// With fewer labels the accuracy is too uncertain to say anything.
  private static let fewestLabels = 8
  /// So many texts of a label are needed: one to learn from, one to ask for.
  private static let fewestTexts = 2
  /// Half of the widest interval, in points, with which a curve can be called flat.
  private static let mostUncertainty = 15

  var text: String {
    guard labels.count > 1 else { return "Name two labels or more to begin." }
    guard open > 0 else {
      return labelled > 0 ? "Every text is labelled or skipped." : "Upload texts to begin."
    }
    guard labelled >= Self.fewestLabels else {
      let missing = Self.fewestLabels - labelled
      return "Give \(missing) more label\(missing == 1 ? "" : "s") to see what more are worth."
    }
    return [lack, worth].compactMap(\.self).joined(separator: " ")
  }

  /// Which labels have too few texts.
  private var lack: String? {
    let lacking = labels.filter { $0.count < Self.fewestTexts }.map {
      "\($0.name) has \($0.count == 0 ? "no text" : "1 text")"
    }
    guard let last = lacking.last else { return nil }
    let before = lacking.dropLast().joined(separator: ", ")
    let all = before.isEmpty ? last : "\(before) and \(last)"
    return "\(all), \(Self.fewestTexts) are needed\(lacking.count > 1 ? " of each" : "")."
  }

  /// What more labels are worth.
  private var worth: String? {
    guard let now = curve.last else {
      return labels.count(where: { $0.count >= Self.fewestTexts }) < 2
        ? nil
        : "How accurate the model is, labels of texts that are asked for at random will tell;"
          + " some of the next ones are."
    }
    let before = curve.last { $0.labels <= now.labels / 2 } ?? curve[0]
    let error = 1 - now.accuracy
    let width = Int(((now.high - now.low) * 50).rounded())
    if error == 0 {
      return "No mistake so far; \(now.labels) more labels would show it to be so more surely"
        + " (now ±\(width) points)."
    }
    let earlier = max(1 - before.accuracy, error)
    let gain = error - error * error / earlier
    if gain < Self.worthwhileGain, width > Self.mostUncertainty {
      return "Too few labels to say what more are worth (now ±\(width) points); give"
        + " \(now.labels) more."
    }
    if gain < Self.worthwhileGain {
      return "More labels are hardly worth it: \(now.labels) more might change nothing"
        + " (±\(width) points)."
    }
    return
      "\(now.labels) more labels may be worth \(Int((gain * 100).rounded())) points of \(measure.rawValue)"
      + " (now ±\(width))."
  }
}
