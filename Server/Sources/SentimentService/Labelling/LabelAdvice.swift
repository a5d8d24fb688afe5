/// Whether more labels are worth giving, by how the accuracy has grown.
///
/// Errors fall about as a power of the number of labels (Cortes et al. 1994), so that each doubling
/// takes the same fraction of them away: `e(2n) = e(n)² / e(n / 2)`.
enum LabelAdvice {
  /// The gain in accuracy for which labels are worth doubling.
  private static let worthwhileGain = 0.01
  /// With fewer labels the accuracy is too uncertain to say anything.
  private static let fewestLabels = 8
  /// Half of the widest interval, in points, with which a curve can be called flat.
  private static let mostUncertainty = 15

  static func text(curve: [AccuracyPoint], labelled: Int, labelNames: Int, open: Int) -> String {
    guard labelNames > 1 else { return "Name two labels or more to begin." }
    guard open > 0 else {
      return labelled > 0 ? "Every text is labelled or skipped." : "Upload texts to begin."
    }
    guard let now = curve.last, labelled >= fewestLabels else {
      let missing = max(1, fewestLabels - labelled)
      return "Give \(missing) more label\(missing == 1 ? "" : "s") to see what more are worth."
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
    if gain < worthwhileGain, width > mostUncertainty {
      return "Too few labels to say what more are worth (now ±\(width) points); give"
        + " \(now.labels) more."
    }
    if gain < worthwhileGain {
      return "More labels are hardly worth it: \(now.labels) more might change nothing"
        + " (±\(width) points)."
    }
    return
      "\(now.labels) more labels may be worth \(Int((gain * 100).rounded())) points of accuracy"
      + " (now ±\(width))."
  }
}
