import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes

/// Answers short questions for classification on the thread that reads them. They are most of all
/// requests, and handing one to another thread takes longer than its answer.
///
/// All else goes on to the router, as does what comes while the router has yet to answer on the
/// connection, so that answers keep the order of their requests.
final class ShortQuestionHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let routes: ClassifyRoutes
  private let policy: AccessPolicy
  private let record: RequestRecord
  private let logger: Logger

  private struct Question {
    let head: HTTPRequest
    let start: ContinuousClock.Instant
    var body: ByteBuffer?
  }

  /// What is being read.
  private var question: Question?
  /// Requests that the router has yet to answer.
  private var routed = 0
  private var needsFlush = false
  /// The server is being stopped: the connection ends with the answer.
  private var shallClose: ChannelShouldQuiesceEvent?

  init(
    routes: ClassifyRoutes, policy: AccessPolicy, record: RequestRecord, logger: Logger
  ) {
    (self.routes, self.policy, self.record, self.logger) = (routes, policy, record, logger)
  }

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
    let fields = head.headerFields
    guard head.method == .post, head.path == ClassifyRoutes.path,
      let length = fields[.contentLength].flatMap({ Int($0) }),
      0...ClassifyRoutes.longestAtOnce ~= length
    else { return false }
    return fields[.connection] == nil && fields[.expect] == nil
  }

  private func answer(_ question: Question, _ context: ChannelHandlerContext) {
    let id = RequestID().description
    var logger = logger
    logger[metadataKey: "hb.request.id"] = .string(id)
    var status = HTTPResponse.Status.ok
    var fields: HTTPFields = [:]
    var bytes: [UInt8]
    do {
      try policy.check(question.head, isPublic: false)
      bytes = try routes.answer(question.head, question.body ?? ByteBuffer())
      fields[.contentType] = "application/json"
    } catch {
      let problem = Problem(error, in: logger)
      (status, fields, bytes) = (problem.status, problem.headers, problem.body)
      fields[.contentType] = Problem.mediaType
    }
    fields[.contentLength] = String(bytes.count)
    record.complete(&fields, id: id)
    let head = HTTPResponse(status: status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    needsFlush = true
    record.note(
      question.head, path: ClassifyRoutes.path, endpoint: ClassifyRoutes.path, status: status,
      since: question.start, in: logger)
    if let shallClose {
      context.flush()
      context.fireUserInboundEventTriggered(shallClose)
    }
  }
}
