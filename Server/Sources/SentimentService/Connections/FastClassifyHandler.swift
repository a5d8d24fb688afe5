import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers short requests for classification on the thread that reads them. They are most of all
/// requests, and handing one to another thread takes longer than its answer.
///
/// All else goes on to the router, as does what comes while the router has yet to answer on the
/// connection, so that answers keep the order of their requests.
final class FastClassifyHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Says to the handlers before this one that an answer was written past them.
  struct AnswerWritten {}

  private struct ShortRequest {
    let head: HTTPRequest
    let project: Project
    let start: ContinuousClock.Instant
    var body: ByteBuffer?
  }

  private let routes: ClassifyRoutes
  private let policy: AccessPolicy
  private let record: RequestRecord

  /// Where answers in bytes are written.
  private var encoder: ChannelHandlerContext?
  /// The request that is being read.
  private var request: ShortRequest?
  /// How many requests the router has yet to answer.
  private var routed = 0
  private var needsFlush = false
  /// Came while a request was being read: the server is being stopped, and the connection ends with
  /// the answer.
  private var delayedEnd: ChannelShouldQuiesceEvent?

  init(routes: ClassifyRoutes, policy: AccessPolicy, record: RequestRecord) {
    (self.routes, self.policy, self.record) = (routes, policy, record)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
  }

  func handlerRemoved(context: ChannelHandlerContext) { encoder = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if routed == 0, context.channel.isWritable, let project = project(ofShort: head) {
        request = ShortRequest(head: head, project: project, start: .now)
        return
      }
      routed += 1
    case .body(var part):
      guard request != nil else { break }
      if request!.body == nil { request!.body = part } else { request!.body!.writeBuffer(&part) }
      return
    case .end:
      guard let request else { break }
      self.request = nil
      return answer(request, context)
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if needsFlush {
      needsFlush = false
      context.flush()
    }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { routed -= 1 }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelShouldQuiesceEvent, request != nil {
      delayedEnd = event
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  /// The project that a short request asks to classify; `nil` for any other request.
  private func project(ofShort head: HTTPRequest) -> Project? {
    guard head.method == .post, let path = head.path, let project = routes.project(at: path) else {
      return nil
    }
    var length: Int?
    for field in head.headerFields {
      switch field.name {
      case .contentLength: length = Int(field.value)
      case .connection, .expect, .transferEncoding: return nil
      default: break
      }
    }
    guard let length, 0...routes.longestAtOnce(project) ~= length else { return nil }
    return project
  }

  private func answer(_ request: ShortRequest, _ context: ChannelHandlerContext) {
    let id = RequestID().description
    var status = HTTPResponse.Status.ok
    do {
      try policy.check(request.head, isPublic: false, from: context.remoteAddress)
      try request.head.expectJSON()
      write(try routes.answer(to: request.body ?? ByteBuffer(), request.project), id: id)
      context.triggerUserOutboundEvent(AnswerWritten(), promise: nil)
    } catch {
      var problem = Problem(error, in: record.logger)
      status = problem.status
      problem.headers.complete(id: id)
      context.write(problem)
    }
    needsFlush = true
    record.note(
      request.head, id: id, path: request.head.path ?? "", endpoint: ClassifyRoutes.endpoint,
      status: status, since: request.start)
    if let delayedEnd {
      context.flush()
      context.fireUserInboundEventTriggered(delayedEnd)
    }
  }

  /// Writes an answer past the encoder: its header differs from all others' in two fields only.
  private func write(_ body: [UInt8], id: String) {
    guard let encoder else { preconditionFailure("HTTP has an encoder") }
    var buffer = encoder.channel.allocator.buffer(capacity: Self.header.count + body.count + 80)
    buffer.writeBytes(Self.header)
    buffer.writeString(String(body.count))
    buffer.writeStaticString("\r\nX-Request-ID: ")
    buffer.writeString(id)
    buffer.writeStaticString("\r\n\r\n")
    buffer.writeBytes(body)
    encoder.write(NIOAny(buffer), promise: nil)
  }

  /// The header of an answer up to its length.
  private static let header: [UInt8] = {
    var fields = HTTPFields.protection
    fields[.cacheControl] = "no-store"
    fields[.contentType] = "application/json"
    let lines = fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
    return Array("HTTP/1.1 200 OK\r\n\(lines)Content-Length: ".utf8)
  }()
}
