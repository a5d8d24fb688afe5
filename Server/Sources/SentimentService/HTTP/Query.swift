import FoundationEssentials

/// What stands behind the "?" of an address, as forms of web pages write it: "+" is a space.
struct Query {
  private let values: [String: String]

  init(_ text: String) {
    let pairs = text.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(pair[0]), pair.count > 1 ? Self.decoded(pair[1]) : "")
    }
    values = Dictionary(pairs) { first, _ in first }
  }

  subscript(name: some StringProtocol) -> String? { values[String(name)] }

  private static func decoded(_ text: Substring) -> String {
    let text = String(text.replacing("+", with: " "))
    return text.removingPercentEncoding ?? text
  }
}
