import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers short questions for classification on the thread that reads them. They are most of all
/// requests, and handing one to another thread takes longer than its answer.
///
/// All else goes on to the router, as does what comes while the router has yet to answer on the
/// connection, so that answers keep the order of their requests.
final class FastClassifyHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let routes: ClassifyRoutes
  private let policy: AccessPolicy
  private let record: RequestRecord

  /// Says to the handlers before this one that an answer was written.
  struct Answered {}

  private struct Question {
    let head: HTTPRequest
    let start: ContinuousClock.Instant
    var body: ByteBuffer?
  }

  /// Where answers in bytes are written.
  private var encoder: ChannelHandlerContext?
  /// What is being read.
  private var question: Question?
  /// Requests that the router has yet to answer.
  private var routed = 0
  private var needsFlush = false
  /// The server is being stopped: the connection ends with the answer.
  private var shallClose: ChannelShouldQuiesceEvent?

  init(
    routes: ClassifyRoutes, policy: AccessPolicy, record: RequestRecord
  ) {
    (self.routes, self.policy, self.record) = (routes, policy, record)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
  }

  func handlerRemoved(context: ChannelHandlerContext) { encoder = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if routed == 0, context.channel.isWritable, Self.isShort(head) {
        question = Question(head: head, start: .now)
        return
      }
      routed += 1
    case .body(var part):
      guard question != nil else { break }
      if question!.body == nil { question!.body = part } else { question!.body!.writeBuffer(&part) }
      return
    case .end:
      guard let question else { break }
      self.question = nil
      return answer(question, context)
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
    if let event = event as? ChannelShouldQuiesceEvent, question != nil {
      shallClose = event
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  private static func isShort(_ head: HTTPRequest) -> Bool {
    guard head.method == .post, head.path == ClassifyRoutes.path else { return false }
    var length: Int?
    for field in head.headerFields {
      switch field.name {
      case .contentLength: length = Int(field.value)
      case .connection, .expect, .transferEncoding: return false
      default: break
      }
    }
    return length.map { 0...ClassifyRoutes.longestAtOnce ~= $0 } ?? false
  }

  private func answer(_ question: Question, _ context: ChannelHandlerContext) {
    let id = RequestID().description
    var status = HTTPResponse.Status.ok
    do {
      try policy.check(question.head, isPublic: false)
      let bytes = try routes.answer(question.head, question.body ?? ByteBuffer())
      write(bytes, id: id)
      context.triggerUserOutboundEvent(Answered(), promise: nil)
    } catch {
      let problem = Problem(error, in: record.logger)
      status = problem.status
      write(problem, id: id, context)
    }
    needsFlush = true
    record.note(
      question.head, id: id, path: ClassifyRoutes.path, endpoint: ClassifyRoutes.path,
      status: status, since: question.start)
    if let shallClose {
      context.flush()
      context.fireUserInboundEventTriggered(shallClose)
    }
  }

  private func write(_ problem: Problem, id: String, _ context: ChannelHandlerContext) {
    let body = problem.body
    var fields = problem.headers
    fields[.contentType] = Problem.mediaType
    fields[.contentLength] = String(body.count)
    record.complete(&fields, id: id)
    let head = HTTPResponse(status: problem.status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// Writes an answer behind the encoder, as its header differs in two fields only from all others'.
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
    var fields = RequestRecord.protection
    fields[.cacheControl] = "no-store"
    fields[.contentType] = "application/json"
    let lines = fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
    return Array("HTTP/1.1 200 OK\r\n\(lines)Content-Length: ".utf8)
  }()
}
