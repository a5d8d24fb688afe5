import SentimentPlatform
import Synchronization

/// Signals that ask the program to end: work that can be kept is kept first.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Whether one has come.
  static var hasCome: Bool { received.load(ordering: .relaxed) != 0 }

  /// From now on the first of each kind only asks; the next ends the program at once.
  static func await() {
    // Whoever started the program may have blocked them by chance: queues of libdispatch do that
    // to their threads, and a program started from there inherits it.
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    for signal in signals {
      var action = sigaction()
      sigaction(signal, nil, &action)
      // A job in the background, or one under `nohup`, is to ignore some of them.
      if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignored { continue }
      action.__sigaction_handler.sa_handler = {
        Interruption.received.store($0, ordering: .relaxed)
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(signal, &action, nil)
    }
  }

  private static let ignored = 1

  /// Ends the program as the signal does: whoever started it sees that it was interrupted (in a
  /// shell, status 130 for SIGINT and 143 for SIGTERM).
  static func end() -> Never {
    let number = received.load(ordering: .relaxed)
    signal(number, SIG_DFL)
    raise(number)
    exit(128 + number)
  }
}
