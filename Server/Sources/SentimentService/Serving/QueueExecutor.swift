import Dispatch

/// Runs an actor's work on a queue of its own. For work that takes long: the few threads that all
/// other tasks share mustn't wait for it.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(_ label: String, qos: DispatchQoS = .unspecified) {
    queue = DispatchQueue(label: label, qos: qos)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
