import SentimentPlatform
import SentimentTransferLearning

/// Draws a learning curve as SVG: measured accuracies with their intervals as circles and bars, the
/// power law as a line, and what is expected of more labels with its interval as a band.
struct LearningCurveDrawing {
  let curve: LearningCurve

  // All in pixels.
  private static let width = 640.0
  private static let height = 420.0
  private static let left = 70.0
  private static let right = 610.0
  private static let top = 80.0
  private static let bottom = 350.0

  private static let title = "Accuracy by the number of labelled texts"
  /// Steps of the line.
  private static let stepCount = 60

  private var fewest: Double { Double(curve.measured.first?.labels ?? 1) }
  private var most: Double { Double(curve.expected.last?.labels ?? 1) }

  /// The lowest accuracy that is shown, a whole tenth below 1.
  private var lowest: Double {
    let least = (curve.measured + curve.expected).map { $0.interval.lowerBound }.min() ?? 0
    return min(0.9, max(0, (least * 10).rounded(.down) / 10))
  }

  private func x(_ labels: Double) -> Double {
    Self.left + (Self.right - Self.left) * log(labels / fewest) / log(most / fewest)
  }

  private func y(_ accuracy: Double) -> Double {
    Self.bottom - (Self.bottom - Self.top) * (accuracy - lowest) / (1 - lowest)
  }

  var svg: String {
    SVG.chart(
      width: Self.width, height: Self.height, title: Self.title, summary: summary,
      content: grid + band + line + points + goal + axes)
  }

  private var summary: String {
    "\(curve.labelCount) labelled texts; \(curve.repetitions) × \(curve.folds)-fold cross-validation;"
      + " bars and band: 95 % intervals"
  }

  private var grid: String {
    let accuracies = stride(from: lowest, through: 1.000_1, by: 0.1)
    let across = accuracies.map { accuracy in
      let height = SVG.number(y(accuracy))
      return """
        <path class="grid" d="M\(Self.left) \(height)H\(Self.right)"/>
        <text class="minor" x="\(Self.left - 8)" y="\(height + 4)" text-anchor="end">\
        \(accuracy.percent(0))</text>

        """
    }
    let labels = curve.measured.map(\.labels) + curve.expected.dropFirst().map(\.labels)
    var free = Self.left - 1
    let up = labels.map { count in
      let column = SVG.number(x(Double(count)))
      let mark = "<path class=\"grid\" d=\"M\(column) \(Self.top)V\(Self.bottom)\"/>\n"
      // About the width of a number; the next one has to stand beside it.
      guard column >= free else { return mark }
      free = column + 36
      return mark + """
        <text class="minor" x="\(column)" y="\(Self.bottom + 16)" text-anchor="middle">\(count)</text>

        """
    }
    return (across + up).joined()
  }

  /// The interval of what is expected, from all labelled texts on.
  private var band: String {
    func corner(_ point: LearningCurve.Point, _ end: Double) -> String {
      "\(SVG.number(x(Double(point.labels)))),\(SVG.number(y(end)))"
    }
    let corners =
      curve.expected.map { corner($0, $0.interval.upperBound) }
      + curve.expected.reversed().map { corner($0, $0.interval.lowerBound) }
    return
      "<polygon class=\"bar\" fill-opacity=\"0.2\" points=\"\(corners.joined(separator: " "))\"/>\n"
  }

  private var line: String {
    let corners = (0...Self.stepCount).map { step in
      let labels = fewest * pow(most / fewest, Double(step) / Double(Self.stepCount))
      let accuracy = max(lowest, curve.law.accuracy(labels: labels))
      return "\(SVG.number(x(labels))),\(SVG.number(y(accuracy)))"
    }
    return
      "<polyline class=\"mean\" stroke-width=\"2\" points=\"\(corners.joined(separator: " "))\"/>\n"
  }

  private var points: String {
    curve.measured.map { point in
      let column = SVG.number(x(Double(point.labels)))
      return """
        <path class="ideal" d="M\(column) \(SVG.number(y(point.interval.lowerBound)))\
        V\(SVG.number(y(point.interval.upperBound)))"/>
        <circle class="bar" cx="\(column)" cy="\(SVG.number(y(point.accuracy)))" r="4">\
        <title>\(point.labels) labels: \(point.accuracy.percent())</title></circle>

        """
    }.joined()
  }

  private var goal: String {
    guard let goal = curve.goal, goal.accuracy >= lowest else { return "" }
    let height = SVG.number(y(goal.accuracy))
    return """
      <path class="ideal" stroke-dasharray="5 4" d="M\(Self.left) \(height)H\(Self.right)"/>
      <text x="\(Self.left + 6)" y="\(height - 5)">target \
      \(goal.accuracy.percent())</text>

      """
  }

  private var axes: String {
    let middle = SVG.number((Self.top + Self.bottom) / 2)
    return """
      <text x="\(SVG.number((Self.left + Self.right) / 2))" y="\(Self.height - 20)" \
      text-anchor="middle">Labelled texts (circles: measured)</text>
      <text x="18" y="\(middle)" text-anchor="middle" \
      transform="rotate(-90 18 \(middle))">Accuracy</text>

      """
  }
}

extension LearningCurve {
  /// The curve as an SVG document.
  var svg: String { LearningCurveDrawing(curve: self).svg }
}
