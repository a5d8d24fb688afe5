import SentimentPlatform

/// What the terminal behind a stream can show.
struct Terminal {
  /// Whether a person looks at the stream.
  let isInteractive: Bool
  /// Whether a line can be written over.
  let canChangeLines: Bool
  /// Whether to use colour: on a terminal, unless `NO_COLOR` (https://no-color.org) is set.
  let usesColour: Bool

  static let output = Terminal(STDOUT_FILENO)
  static let error = Terminal(STDERR_FILENO)

  private let descriptor: Int32
  /// Where a terminal doesn't tell its width.
  private static let usualColumns = 80

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isInteractive = isatty(descriptor) == 1
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    canChangeLines = isInteractive && !isDumb
    usesColour = isInteractive && !noColour && !isDumb
  }

  /// Characters in a line, at this moment.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return Self.usualColumns
    }
    return Int(size.ws_col)
  }

  func bold(_ text: String) -> String { styled(text, "1") }
  func dim(_ text: String) -> String { styled(text, "2") }

  /// Appends what `body` does, in bold.
  func appendBold(to output: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
    if usesColour { output += "\u{1B}[1m".utf8 }
    body(&output)
    if usesColour { output += "\u{1B}[0m".utf8 }
  }

  private func styled(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
