import Logging
import Synchronization

/// What those who run the server should know: what was found amiss at the start, and whether the disk takes what
/// is to be kept.
final class Health: Sendable {
  typealias Write = @Sendable () async throws -> Void

  private struct State {
    var warnings: [String] = []
    var lacksSpace = false
    var writes: [Write] = []
  }

  private let logger: Logger
  private let state = Mutex(State())

  init(logger: Logger) { self.logger = logger }

  var warnings: [String] { state.withLock { $0.warnings } }

  /// Says something once in the log, and as long as the server runs by ``warnings``.
  func warn(_ text: String) {
    let isNew = state.withLock { state in
      guard !state.warnings.contains(text) else { return false }
      state.warnings.append(text)
      return true
    }
    if isNew { logger.warning("\(text.onOneLine)") }
  }

  /// - Parameter write: changes nothing, but fails where nothing can be written.
  func watch(_ write: @escaping Write) { state.withLock { $0.writes.append(write) } }

  /// Remembers an error if it came of a full disk.
  func note(_ error: any Error) {
    guard error.isLackOfSpace else { return }
    let isNew = state.withLock { state in
      defer { state.lacksSpace = true }
      return !state.lacksSpace
    }
    if isNew { logger.error("no space left: what should be kept can't be written") }
  }

  /// Whether nothing can be written. After a write has failed it is tried anew at each call.
  func lacksSpace() async -> Bool {
    let (failed, writes) = state.withLock { ($0.lacksSpace, $0.writes) }
    guard failed else { return false }
    for write in writes {
      do { try await write() } catch { return true }
    }
    state.withLock { $0.lacksSpace = false }
    logger.info("there is space again")
    return false
  }
}
