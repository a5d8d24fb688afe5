import Dispatch

/// Does long work on a thread of its own: the few threads on which tasks run stay free for others.
///
/// - Parameter work: looks at the flag, which is set when the task is cancelled.
/// - Throws: what the work throws; `CancellationError` when it was cancelled before it began.
package func runInBackground<Output: Sendable>(
  _ work: @escaping @Sendable (CancellationFlag) throws -> Output
) async throws -> Output {
  let flag = CancellationFlag()
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try flag.check()
            return try work(flag)
          })
      }
    }
  } onCancel: {
    flag.cancel()
  }
}
