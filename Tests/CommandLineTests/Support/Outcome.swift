import Foundation
import Testing

/// How a run of the program ended.
struct Outcome {
  /// The exit status; `nil` when a signal ended the process.
  let status: Int32?
  /// The signal that ended the process.
  let signal: Int32?
  let outputData: Data
  let errors: String

  var output: String { String(decoding: outputData, as: UTF8.self) }

  /// The lines of standard output; each must have its line feed.
  var lines: [String] { Self.lines(output) }

  var errorLines: [String] { Self.lines(errors) }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

/// Expects that a run did what it was asked.
func expectSuccess(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(
    outcome.status == 0, "signal \(outcome.signal ?? 0): \(outcome.errors)",
    sourceLocation: sourceLocation)
}

/// Expects that a run said in one line what is wrong with which file and what to do about it, and
/// gave no result.
///
/// - Parameters:
///   - file: what the message must name.
///   - problem: a part of the message.
///   - afterProgress: whether lines on the work so far may stand before the message.
func expectRefusal(
  _ outcome: Outcome, naming file: String, _ problem: String? = nil, afterProgress: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let comment = Comment(rawValue: "signal \(outcome.signal ?? 0): \(outcome.errors)")
  #expect(outcome.status == 1, comment, sourceLocation: sourceLocation)
  #expect(outcome.outputData.isEmpty, comment, sourceLocation: sourceLocation)
  let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
  #expect(errors.count == 1, comment, sourceLocation: sourceLocation)
  #expect(outcome.errorLines.last == errors.first, comment, sourceLocation: sourceLocation)
  if !afterProgress {
    #expect(outcome.errorLines.count == 1, comment, sourceLocation: sourceLocation)
  }
  guard let message = errors.first else { return }
  #expect(message.hasPrefix("Error: \(file):"), comment, sourceLocation: sourceLocation)
  if let problem {
    #expect(message.contains(problem), comment, sourceLocation: sourceLocation)
  }
  // "file: problem; way out"
  #expect(message.contains("; "), comment, sourceLocation: sourceLocation)
}
