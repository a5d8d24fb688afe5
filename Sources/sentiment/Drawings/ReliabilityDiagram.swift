import SentimentClassification
import SentimentTransferLearning

/// Draws how often answers are right by how sure the model is of them, as SVG (a reliability
/// diagram; DeGroot and Fienberg 1983).
///
/// Bars reach to the accuracy of the answers in each bin of confidence. Where they end below the
/// diagonal the model is too sure, above it too careful. A second row of bars shows how many texts
/// are in each bin.
struct ReliabilityDiagram {
  let evaluation: ModelEvaluation

  // All in pixels.
  private static let width = 520.0
  private static let height = 600.0
  private static let left = 70.0
  private static let top = 80.0
  private static let side = 400.0
  private static let countTop = 500.0
  private static let countHeight = 60.0

  var svg: String {
    SVG.chart(
      width: Self.width, height: Self.height,
      title: "How often answers are right, by how sure the model is", summary: summary,
      content: grid + bars + ideal + means + counts + legend)
  }

  private var summary: String {
    let error = evaluation.calibration.expectedCalibrationError.percent()
    return "\(evaluation.report.texts) texts; expected calibration error \(error),"
      + " \(evaluation.calibration.bins.count) bins"
  }

  private func x(_ confidence: Double) -> Double { Self.left + Self.side * confidence }
  private func y(_ accuracy: Double) -> Double { Self.top + Self.side * (1 - accuracy) }

  private var grid: String {
    stride(from: 0, through: 5, by: 1).map { step in
      let fraction = Double(step) / 5
      let label = fraction.percent(0)
      let (across, up) = (SVG.number(x(fraction)), SVG.number(y(fraction)))
      return """
        <path class="grid" d="M\(SVG.number(x(0))) \(up)H\(SVG.number(x(1)))\
        M\(across) \(SVG.number(y(0)))V\(SVG.number(y(1)))"/>
        <text class="minor" x="\(SVG.number(x(0) - 8))" y="\(SVG.number(y(fraction) + 4))" \
        text-anchor="end">\(label)</text>
        <text class="minor" x="\(across)" y="\(SVG.number(y(0) + 14))" text-anchor="middle" \
        font-size="11">\(label)</text>

        """
    }.joined()
  }

  private var bars: String {
    evaluation.calibration.bins.map { bin in
      guard let accuracy = bin.accuracy else { return "" }
      return Self.bar(
        from: x(bin.lower), to: x(bin.upper), top: y(accuracy), bottom: y(0), opacity: 0.75,
        title: "confidence \((bin.confidence ?? 0).percent()): "
          + "\(accuracy.percent()) of \(bin.texts) right")
    }.joined()
  }

  private var ideal: String {
    "<path class=\"ideal\" stroke-dasharray=\"5 4\" d=\"M\(SVG.number(x(0))) \(SVG.number(y(0)))"
      + "L\(SVG.number(x(1))) \(SVG.number(y(1)))\"/>\n"
  }

  /// Circles at each bin's mean confidence and accuracy: these lie on the line in a model that is
  /// calibrated.
  private var means: String {
    evaluation.calibration.bins.map { bin in
      guard let accuracy = bin.accuracy, let confidence = bin.confidence else { return "" }
      return "<circle class=\"mean\" cx=\"\(SVG.number(x(confidence)))\""
        + " cy=\"\(SVG.number(y(accuracy)))\" r=\"4\" stroke-width=\"2\"/>\n"
    }.joined()
  }

  private var counts: String {
    let most = Double(evaluation.calibration.bins.map(\.texts).max() ?? 1)
    let bottom = Self.countTop + Self.countHeight
    return evaluation.calibration.bins.map { bin in
      Self.bar(
        from: x(bin.lower), to: x(bin.upper),
        top: bottom - Self.countHeight * Double(bin.texts) / most, bottom: bottom, opacity: 0.4,
        title: "\(bin.texts) texts")
    }.joined()
  }

  private static func bar(
    from left: Double, to right: Double, top: Double, bottom: Double, opacity: Double, title: String
  ) -> String {
    """
    <rect class="bar" x="\(SVG.number(left + 1))" y="\(SVG.number(top))" \
    width="\(SVG.number(right - left - 2))" height="\(SVG.number(bottom - top))" \
    fill-opacity="\(opacity)"><title>\(title)</title></rect>

    """
  }

  private var legend: String {
    let centre = SVG.number(x(0.5))
    let middle = SVG.number(y(0.5))
    return """
      <circle class="mean" cx="\(SVG.number(Self.left + 12))" cy="66" r="4" stroke-width="2"/>
      <text class="minor" x="\(SVG.number(Self.left + 22))" y="70">mean of a bin; on the dashed line \
      if calibrated</text>
      <text x="\(centre)" y="\(SVG.number(Self.height - 12))" text-anchor="middle">Confidence: \
      the answer's probability (below: texts)</text>
      <text x="18" y="\(middle)" text-anchor="middle" \
      transform="rotate(-90 18 \(middle))">Accuracy</text>

      """
  }
}

extension ModelEvaluation {
  /// The reliability diagram as an SVG document.
  var reliabilityDiagram: String { ReliabilityDiagram(evaluation: self).svg }
}
