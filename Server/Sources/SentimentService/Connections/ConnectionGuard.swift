import Hummingbird
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

  private let limits: Limits
  private let connections: Counter
  private var isTooMany = false
  private var hasEnded = false
  /// Whether a request's head was read, but not its end.
  private var isReading = false
  /// Whether a response's head was written, but not its end.
  private var isResponding = false
  /// Requests of which the head was read, but whose answer hasn't ended.
  private var unanswered = 0
  /// When something must have happened, and what is said when it hasn't.
  private var deadline: (time: NIODeadline, after: TimeAmount, advice: StaticString?)?
  /// Looks at the deadline; often the deadline has moved on by then.
  private var look: (time: NIODeadline, task: Scheduled<Void>)?

  init(_ limits: Limits, _ connections: Counter) {
    self.limits = limits
    self.connections = connections
  }

  func handlerAdded(context: ChannelHandlerContext) {
    isTooMany = connections.add(1) > limits.connections
    let connections = connections
    context.channel.closeFuture.whenComplete { _ in connections.add(-1) }
    schedule(limits.headTime, context, "send the request's header at once")
  }

  func handlerRemoved(context: ChannelHandlerContext) { look?.task.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    look?.task.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasEnded else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      if isTooMany {
        return end(
          context, .busy("\(limits.connections) connections are open; try again in a moment"))
      }
      isReading = true
      unanswered += 1
      let isUpload = head.path?.hasPrefix(TextRoutes.path) ?? false
      schedule(
        isUpload ? limits.uploadTime : limits.bodyTime, context, "send the request's body faster")
    case .end:
      isReading = false
      deadline = nil
      if unanswered == 0 { schedule(limits.idleTime, context, nil) }
    case .body: break
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head: isResponding = true
    case .end:
      isResponding = false
      unanswered -= 1
      // Who is refused by the head has some time to read why, but not to send all the rest.
      if isReading, unanswered == 0 {
        schedule(limits.refusalTime, context, nil)
      } else if deadline == nil {
        schedule(limits.idleTime, context, nil)
      }
    case .body: break
    }
    context.write(data, promise: promise)
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is FastClassifyHandler.Answered else {
      return context.triggerUserOutboundEvent(event, promise: promise)
    }
    unanswered -= 1
    schedule(limits.idleTime, context, nil)
    promise?.succeed()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    end(
      context,
      error == .headerOverflow
        ? .headersTooLarge : .malformed("it isn't HTTP/1.1 as the standard has it"))
  }

  private func schedule(
    _ time: TimeAmount, _ context: ChannelHandlerContext, _ advice: StaticString?
  ) {
    let end = NIODeadline.now() + time
    deadline = (end, time, advice)
    if let look, look.time <= end { return }
    look?.task.cancel()
    lookAgain(at: end, context)
  }

  private func lookAgain(at time: NIODeadline, _ context: ChannelHandlerContext) {
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) {
      self.look = nil
      guard let deadline = self.deadline else { return }
      if deadline.time > .now() { return self.lookAgain(at: deadline.time, context) }
      if let advice = deadline.advice {
        self.end(
          context, .tooSlow("\(deadline.after.nanoseconds / 1_000_000_000) s are over; \(advice)"))
      } else {
        context.close(promise: nil)
      }
    }
    look = (time, task)
  }

  private func end(_ context: ChannelHandlerContext, _ problem: Problem) {
    guard !hasEnded else { return }
    hasEnded = true
    deadline = nil
    guard !isResponding else { return context.close(promise: nil) }
    let body = problem.body
    var fields = problem.headers
    fields[.contentType] = Problem.mediaType
    fields[.contentLength] = "\(body.count)"
    fields[.connection] = "close"
    let head = HTTPResponse(status: problem.status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }
}
