import NIOCore

/// Acts when a time is over, unless that is moved or taken back before.
///
/// It is moved with each request: the event loop's timer is left as it is then, and looks at the
/// time when it comes.
final class MovableDeadline {
  private let eventLoop: any EventLoop
  private let act: () -> Void
  private var time: NIODeadline?
  private var timer: (time: NIODeadline, task: Scheduled<Void>)?

  /// - Parameter act: called on the event loop.
  init(on eventLoop: any EventLoop, _ act: @escaping () -> Void) {
    (self.eventLoop, self.act) = (eventLoop, act)
  }

  /// - Parameter amount: from now; `nil` for never.
  func move(to amount: TimeAmount?) {
    time = amount.map { eventLoop.now + $0 }
    guard let time else { return }
    if let timer, timer.time <= time { return }
    timer?.task.cancel()
    look(at: time)
  }

  func cancel() {
    time = nil
    timer?.task.cancel()
    timer = nil
  }

  private func look(at time: NIODeadline) {
    let task = eventLoop.assumeIsolated().scheduleTask(deadline: time) {
      self.timer = nil
      guard let time = self.time else { return }
      if time > self.eventLoop.now { return self.look(at: time) }
      self.time = nil
      self.act()
    }
    timer = (time, task)
  }
}
