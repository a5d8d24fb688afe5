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

  static func percent(_ share: Double, decimals: Int) -> String {
    let scale = decimals > 0 ? 10.0 : 1
    let value = (share * 100 * scale).rounded() / scale
    return decimals > 0 ? "\(value) %" : "\(Int(value)) %"
  }
}
