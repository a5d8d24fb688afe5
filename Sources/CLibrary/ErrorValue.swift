import CSentimentInterface
import SentimentTextProcessing

extension sentiment_error {
  /// Does some work and says what went wrong, if anything did.
  init(of work: () throws -> Void) {
    self.init()
    do { try work() } catch { set(error) }
  }

  private mutating func set(_ error: any Error) {
    code = Int32(Self.code(of: error).rawValue)
    let text = error is CancellationError ? "it was cancelled" : "\(error)".onOneLine
    withUnsafeMutableBytes(of: &message) { message in
      var text = Array(text.utf8.prefix(message.count - 1))
      // Not in the midst of a character.
      while String(validating: text, as: UTF8.self) == nil { text.removeLast() }
      message.copyBytes(from: text + [0])
    }
  }

  private static func code(of error: any Error) -> sentiment_code {
    guard let error = error as? FileError else {
      return error is CancellationError ? SENTIMENT_CANCELLED : SENTIMENT_OTHER
    }
    return switch error.kind {
    case .missing: SENTIMENT_MISSING
    case .inaccessible, .alreadyExists, .noSpace: SENTIMENT_INACCESSIBLE
    case .damaged, .malformed, .notText, .newerVersion: SENTIMENT_DAMAGED
    case .unsuitable, .empty, .tooFewLabels, .wrongLabel, .unknownWords: SENTIMENT_UNSUITABLE
    case .invalidSetting: SENTIMENT_SETTING
    case .other: SENTIMENT_OTHER
    }
  }
}

/// An argument that can't be, in words for who calls a function of the C interface.
struct ArgumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
