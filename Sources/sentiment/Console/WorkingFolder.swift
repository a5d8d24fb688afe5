import SentimentPlatform
import SentimentTextProcessing

/// The folder that relative paths start from.
enum WorkingFolder {
  /// - Throws: `FileError` when it isn't there any more.
  static var path: String {
    get throws {
      guard let text = getcwd(nil, 0) else { throw FileError.system(errno, file: ".") }
      defer { free(text) }
      return String(cString: text)
    }
  }
}
