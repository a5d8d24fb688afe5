import SentimentExperiments
import SentimentTransferLearning

/// Draws a ``ReviewMap`` as SVG.
struct MapDrawing {
  private let map: ReviewMap
  private let bounds: (x: ClosedRange<Float>, y: ClosedRange<Float>)
  /// The boxes that marks and labels have taken; the next label goes elsewhere.
  private var taken: [Box] = []

  private struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  // All in pixels.
  private static let width = 1000.0
  private static let height = 700.0
  private static let margin = 70.0
  private static let fontSize = 13.0

  /// Blue and orange are told apart by colour-blind readers too (Okabe and Ito 2008).
  private static let colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7"]
  private static let grey = "#8a8a8a"

  init(_ map: ReviewMap) {
    self.map = map
    let xs = map.points.map(\.x)
    let ys = map.points.map(\.y)
    bounds = (xs.min()!...xs.max()!, ys.min()!...ys.max()!)
  }

  mutating func svg() -> String {
    var marks = ""
    var texts = ""
    for point in map.points {
      let (x, y) = position(of: point)
      let reach = Self.radius(point.kind)
      taken.append(Box(left: x - reach, top: y - reach, right: x + reach, bottom: y + reach))
    }
    // Reviews first, then the words of labelled reviews: where room is short, they keep their text.
    for point in map.points.sorted(by: { Self.rank($0.kind) < Self.rank($1.kind) }) {
      let (x, y) = position(of: point)
      marks += Self.mark(point.kind, x, y)
      if let text = label(point, x, y) { texts += text }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
      font-family="system-ui, sans-serif" font-size="\(Int(Self.fontSize))">
      <title>\(SVG.escaped(map.title))</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(legend())
      \(marks)\(texts)</svg>

      """
  }

  /// Larger squares, circles and rings for reviews, dots for words.
  private static func mark(_ kind: ReviewMap.Kind, _ x: Double, _ y: Double) -> String {
    let (x, y) = (SVG.number(x), SVG.number(y))
    switch kind {
    case .word: return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2\" fill=\"#c4c4c4\"/>\n"
    case .trainingWord(let label):
      return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3\" fill=\"\(colour(label))\"/>\n"
    case .testWord(let label):
      return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"#ffffff\" stroke=\"\(colour(label))\""
        + " stroke-width=\"2\"/>\n"
    case .trainingReview(let label):
      return
        "<rect x=\"\(SVG.number(x - 6))\" y=\"\(SVG.number(y - 6))\" width=\"12\" height=\"12\""
        + " fill=\"\(colour(label))\" fill-opacity=\"0.75\"/>\n"
    case .testReview(let label):
      return
        "<rect x=\"\(SVG.number(x - 7))\" y=\"\(SVG.number(y - 7))\" width=\"14\" height=\"14\""
        + " fill=\"#ffffff\" stroke=\"\(colour(label))\" stroke-width=\"3\"/>\n"
    }
  }

  /// How far a mark reaches from its point.
  private static func radius(_ kind: ReviewMap.Kind) -> Double {
    switch kind {
    case .word: 2
    case .trainingWord: 3
    case .testWord: 5
    case .trainingReview: 6
    case .testReview: 8
    }
  }

  /// The point's text beside it, where there is room.
  private mutating func label(_ point: ReviewMap.Point, _ x: Double, _ y: Double) -> String? {
    let width = Self.textWidth(point.text)
    let height = Self.fontSize
    let gap = 9.0
    let corners = [
      (x + gap, y + height / 3), (x - gap - width, y + height / 3),
      (x - width / 2, y - gap), (x - width / 2, y + gap + height * 0.8),
      (x + gap, y - gap), (x + gap, y + gap + height * 0.8),
    ]
    for (left, baseline) in corners {
      let box = Box(
        left: left, top: baseline - height * 0.8, right: left + width, bottom: baseline + 3)
      let fits =
        box.left > 0 && box.right < Self.width && box.top > Self.margin && box.bottom < Self.height
      guard fits, !taken.contains(where: { $0.overlaps(box) }) else { continue }
      taken.append(box)
      return Self.text(point, left, baseline)
    }
    return nil
  }

  private static func text(_ point: ReviewMap.Point, _ left: Double, _ baseline: Double) -> String {
    let style =
      switch point.kind {
      case .word: "fill=\"\(grey)\""
      case .trainingWord(let label): "fill=\"\(colour(label))\""
      case .testWord(let label): "fill=\"\(colour(label))\" font-weight=\"bold\""
      case .trainingReview(let label): "fill=\"\(colour(label))\" font-style=\"italic\""
      case .testReview(let label):
        "fill=\"\(colour(label))\" font-style=\"italic\" font-weight=\"bold\""
      }
    return "<text x=\"\(SVG.number(left))\" y=\"\(SVG.number(baseline))\" \(style)>"
      + "\(SVG.escaped(point.text))</text>\n"
  }

  private func legend() -> String {
    let fractions = map.varianceFractions.map { $0.percent(0) }.joined(separator: " and ")
    var lines =
      "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\" fill=\"#222222\">"
      + "\(SVG.escaped(map.title))</text>\n"
      + "<text x=\"20\" y=\"48\" fill=\"#555555\">Word vectors (dots) and reviews (squares) along"
      + " their two principal components, \(fractions) of the variance.</text>\n"
    for (index, label) in map.labels.enumerated() {
      // Two labels a line.
      let x = 570 + 215 * Double(index % 2)
      let y = 26 + 22 * Double(index / 2)
      lines += Self.mark(.trainingReview(label: index), x, y - 5)
      lines += Self.mark(.testReview(label: index), x + 22, y - 5)
      lines +=
        "<text x=\"\(x + 36)\" y=\"\(y)\" fill=\"\(Self.colour(index))\">\(SVG.escaped(label)):"
        + " training, test</text>\n"
    }
    return lines
  }

  private func position(of point: ReviewMap.Point) -> (Double, Double) {
    func scale(_ value: Float, _ range: ClosedRange<Float>, _ from: Double, _ to: Double) -> Double
    {
      let extent = Double(range.upperBound - range.lowerBound)
      let fraction = extent > 0 ? Double(value - range.lowerBound) / extent : 0.5
      return from + fraction * (to - from)
    }
    return (
      scale(point.x, bounds.x, Self.margin, Self.width - Self.margin),
      scale(point.y, bounds.y, Self.height - Self.margin / 2, Self.margin * 1.4)
    )
  }

  private static func rank(_ kind: ReviewMap.Kind) -> Int {
    switch kind {
    case .testReview: 0
    case .testWord: 1
    case .trainingReview: 2
    case .trainingWord: 3
    case .word: 4
    }
  }

  private static func colour(_ label: Int) -> String { colours[label % colours.count] }

  /// About the width of a text: wide letters (Han and the like) are as wide as they are high.
  private static func textWidth(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? fontSize : fontSize * 0.56) }
  }
}

extension ReviewMap {
  /// The map as an SVG document.
  func svg() -> String {
    var drawing = MapDrawing(self)
    return drawing.svg()
  }
}
