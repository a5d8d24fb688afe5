import ArgumentParser
import Logging

/// How much of what happens the log has.
enum LogLevel: String, ExpressibleByArgument {
  case info, warning, error

  var level: Logger.Level {
    switch self {
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}
