import CSentimentInterface
import SentimentTextProcessing
import SentimentTransferLearning
import Synchronization

/// A caller's function that is told how far the work is, and may end it. Its context is the caller's, who is called by one
/// thread at a time, hence `@unchecked Sendable`.
final class ProgressFunction: @unchecked Sendable {
  private let function: sentiment_progress?
  private let context: UnsafeMutableRawPointer?
  private let isCalled = Mutex(())
  /// Is set when the function says so.
  let cancellation = CancellationFlag()

  init(_ function: sentiment_progress?, _ context: UnsafeMutableRawPointer?) {
    (self.function, self.context) = (function, context)
  }

  func report(_ progress: LearningProgress) {
    guard let function else { return }
    isCalled.withLock { _ in
      guard !cancellation.isCancelled else { return }
      let goesOn = progress.phase.rawValue.withCString {
        function($0, progress.fractionCompleted ?? -1, context)
      }
      if !goesOn { cancellation.cancel() }
    }
  }
}
