import CSentimentInterface
import Dispatch
import SentimentTextProcessing
import SentimentTransferLearning
import Synchronization

/// A caller's function that is told how far the work is, and may end it. Its context is the caller's, who is called by one
/// thread at a time, hence `@unchecked Sendable`.
final class ProgressFunction: @unchecked Sendable {
  private struct State {
    var latest: LearningProgress?
    /// After the end the context may be gone.
    var isOver = false
  }

  private let function: sentiment_progress?
  private let context: UnsafeMutableRawPointer?
  private let state = Mutex(State())
  /// Is set when the function says so.
  let cancellation = CancellationFlag()

  /// Where nothing new is told, the function is asked so often whether to go on.
  private static let interval = DispatchTimeInterval.milliseconds(100)

  init(_ function: sentiment_progress?, _ context: UnsafeMutableRawPointer?) {
    (self.function, self.context) = (function, context)
  }

  /// Does some work, during which the function is called.
  func asking<Result>(during work: () throws -> Result) rethrows -> Result {
    guard function != nil else { return try work() }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "sentiment.progress"))
    timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
    timer.setEventHandler { self.tell(nil) }
    timer.resume()
    defer {
      timer.cancel()
      state.withLock { $0.isOver = true }
    }
    return try work()
  }

  func report(_ progress: LearningProgress) { tell(progress) }

  /// - Parameter progress: `nil` for what was told last.
  private func tell(_ progress: LearningProgress?) {
    guard let function else { return }
    state.withLock { state in
      state.latest = progress ?? state.latest
      guard let latest = state.latest, !state.isOver, !cancellation.isCancelled else { return }
      let goesOn = latest.phase.rawValue.withCString {
        function($0, latest.fractionCompleted ?? -1, context)
      }
      if !goesOn { cancellation.cancel() }
    }
  }
}
