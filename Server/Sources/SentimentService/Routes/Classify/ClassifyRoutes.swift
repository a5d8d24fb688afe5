import HTTPTypes
import Hummingbird
import NIOPosix
import SentimentTransferLearning

/// Texts in, labels out.
struct ClassifyRoutes {
  static let path = "/v1/classify"

  let state: ServiceState

  /// One text or a batch of them.
  private struct Question: Decodable {
    let text: String?
    let texts: [String]?
    /// Whether to say what each word contributes.
    let explain: Bool?
  }

  func add(to group: RouteGroup) {
    group.on(.post, Self.path) { request, _ in
      try request.head.expectJSON()
      let body = try await request.body(upTo: state.limits.body)
      let answer: @Sendable () throws -> Response = {
        Response(
          status: .ok, headers: [.contentType: "application/json"],
          body: ResponseBody(
            byteBuffer: ByteBuffer(bytes: try self.answer(request.head, body))))
      }
      guard body.readableBytes > Self.longestAtOnce else { return try answer() }
      return try await NIOThreadPool.singleton.runIfActive(answer)
    }
  }

  /// What takes about a millisecond, in bytes of a body; more is done where no other request waits.
  static let longestAtOnce = 16 << 10

  /// The answer to a body, as JSON.
  ///
  /// - Throws: `Problem`, or `FileError` when the model is damaged.
  func answer(_ head: HTTPRequest, _ body: ByteBuffer) throws -> [UInt8] {
    try head.expectJSON()
    let question =
      try PlainQuestion.text(of: body).map { Question(text: $0, texts: nil, explain: nil) }
      ?? body.json(Question.self)
    let texts = try Self.texts(question, limit: state.limits.batch)
    let model = state.live.current
    let explains = question.explain ?? false
    return PredictionJSON(
      model: model.name, try texts.map { try model.classify($0, explains: explains) }
    ).bytes
  }

  private static func texts(_ question: Question, limit: Int) throws(Problem) -> [String] {
    switch (question.text, question.texts) {
    case (let text?, nil): return [text]
    case (nil, let texts?):
      guard texts.count <= limit else { throw .tooLarge("\"texts\" may have \(limit) texts") }
      return texts
    default: throw .invalid("give \"text\" or \"texts\", one of them")
    }
  }
}
