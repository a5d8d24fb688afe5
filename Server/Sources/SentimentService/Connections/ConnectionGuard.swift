import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Ends a connection that is one too many, takes too long to say what it wants, or doesn't speak
/// HTTP; each with its problem document. One that has nothing to do is closed without a word.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Whether requests are taken.
  private enum Admission {
    case open
    /// The connection is one too many, which its first request is told.
    case full
    case ended
  }

  private let limits: Limits
  private let connections: Counter
  private let bodyTime: @Sendable (HTTPRequest) -> TimeAmount

  private var admission = Admission.open
  private var state = ConnectionState()
  /// The body of the request that is read: how long it may take in all, since when, and what has come.
  private var body = (longest: TimeAmount.zero, start: NIODeadline.distantPast, byteCount: 0)
  private var deadline: MovableDeadline?

  /// - Parameters:
  ///   - connections: counts all that are open.
  ///   - bodyTime: how long a request's body may take at most.
  init(
    _ limits: Limits, _ connections: Counter,
    bodyTime: @escaping @Sendable (HTTPRequest) -> TimeAmount
  ) {
    (self.limits, self.connections, self.bodyTime) = (limits, connections, bodyTime)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if connections.add(1) > limits.connections { admission = .full }
    let connections = connections
    context.channel.closeFuture.whenComplete { _ in connections.add(-1) }
    deadline = MovableDeadline(on: context.eventLoop) { self.timeIsOver(context) }
    deadline?.move(to: allowance?.time)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    deadline?.cancel()
    deadline = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard admission != .ended else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard admission == .open else {
        return end(
          context, .busy("\(limits.connections) connections are open; try again in a moment"))
      }
      body = (bodyTime(head), context.eventLoop.now, 0)
      change { $0.requestBegan() }
    case .body(let part):
      body.byteCount += part.readableBytes
      if state.waiting == .body, body.longest > limits.bodyTime {
        deadline?.move(to: body.start + currentBodyTime - context.eventLoop.now)
      }
    case .end: change { $0.requestEnded() }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head: state.answerBegan()
    case .body: break
    case .end: change { $0.answerEnded() }
    }
    context.write(data, promise: promise)
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is FastClassifyHandler.AnswerWritten else {
      return context.triggerUserOutboundEvent(event, promise: promise)
    }
    change { $0.answerEnded() }
    promise?.succeed()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    end(
      context,
      error == .headerOverflow
        ? .headersTooLarge : .malformed("it isn't HTTP/1.1 as the standard has it"))
  }

  /// How long the body may take, by what has come of it: a slow one doesn't keep its place for as long as a large one.
  private var currentBodyTime: TimeAmount {
    let seconds = Int64(body.byteCount / limits.leastBodyRate)
    return min(body.longest, limits.bodyTime + .seconds(seconds))
  }

  private func change(_ body: (inout ConnectionState) -> Void) {
    let before = state.waiting
    body(&state)
    if state.waiting != before { deadline?.move(to: allowance?.time) }
  }

  /// How long what has to come next may take, and what a client is told that takes longer; `nil`
  /// for one that is no longer listened to, or has nothing to do.
  private var allowance: (time: TimeAmount, advice: String?)? {
    switch state.waiting {
    case .firstHeader: (limits.headTime, "send the request's header at once")
    case .body: (currentBodyTime, "send the request's body faster")
    case .restOfRefused: (limits.refusalTime, nil)
    case .answer: nil
    case .nextRequest: (limits.idleTime, nil)
    }
  }

  private func timeIsOver(_ context: ChannelHandlerContext) {
    guard let (time, advice) = allowance, let advice else { return context.close(promise: nil) }
    end(context, .tooSlow("\(time.nanoseconds / 1_000_000_000) s are over; \(advice)"))
  }

  private func end(_ context: ChannelHandlerContext, _ problem: Problem) {
    guard admission != .ended else { return }
    admission = .ended
    deadline?.cancel()
    if !state.isAnswering {
      var problem = problem
      problem.headers[.connection] = "close"
      context.write(problem)
      context.flush()
    }
    context.close(promise: nil)
  }
}
