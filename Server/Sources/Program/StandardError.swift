import SentimentPlatform

/// What isn't a command's result.
enum StandardError {
  static func say(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
