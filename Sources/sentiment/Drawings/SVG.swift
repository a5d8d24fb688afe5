import SentimentTextProcessing

/// Pieces of SVG documents.
enum SVG {
  /// A text as it may stand between tags.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.onOneLine {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  /// A coordinate, to a tenth of a pixel.
  static func number(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// Colours for light and for dark surroundings.
  private static let chartStyle = """
    <style>
    text { fill: #222222; } .minor { fill: #5a5a5a; }
    .paper { fill: #ffffff; } .grid { stroke: #dddddd; } .ideal { stroke: #5a5a5a; }
    .bar { fill: #0072b2; } .mean { fill: none; stroke: #d55e00; }
    @media (prefers-color-scheme: dark) {
    text { fill: #e8e8e8; } .minor { fill: #b0b0b0; }
    .paper { fill: #1b1b1d; } .grid { stroke: #3c3c40; } .ideal { stroke: #b0b0b0; }
    .bar { fill: #56b4e9; } .mean { stroke: #e69f00; }
    }
    </style>
    """

  /// A document with a title, and a line on what it shows, above the content.
  static func chart(
    width: Double, height: Double, title: String, summary: String, content: String
  ) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" \
    width="\(Int(width))" height="\(Int(height))" role="img" \
    font-family="system-ui, sans-serif" font-size="13">
    <title>\(title)</title>
    \(chartStyle)
    <rect class="paper" width="100%" height="100%"/>
    <text x="20" y="28" font-size="16" font-weight="bold">\(title)</text>
    <text class="minor" x="20" y="50">\(escaped(summary))</text>
    \(content)</svg>

    """
  }
}
